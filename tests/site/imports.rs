//! No circle among the files of the program: whoever reads a file never has to read one that leads back to it.
//! A file depends on another when it names something that the other defines; a re-export in a `mod.rs` counts as
//! the file it leads to, and a file's own tests do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Attribute, File, Item, ItemMod, ItemUse, UseTree};

use super::layers::rust_files;

/// The modules of the library by their path from its root (`["store", "facts"]`).
type Modules = BTreeMap<Vec<String>, Module>;

#[derive(Default)]
struct Module {
    /// Every path that the file names, made absolute as far as its own module tells.
    paths: BTreeSet<Vec<String>>,
    /// What it brings in for others: the name by which it is known here, and where it leads.
    re_exports: BTreeMap<String, Vec<String>>,
    children: BTreeSet<String>,
}

/// Collects the paths of one file.
struct Collector<'m> {
    own: &'m [String],
    module: Module,
}

impl Collector<'_> {
    /// The path from the library's root; none for what another crate defines.
    fn absolute(&self, path: &[String]) -> Option<Vec<String>> {
        let (first, rest) = path.split_first()?;
        let mut base = match first.as_str() {
            "crate" => Vec::new(),
            "self" => self.own.to_vec(),
            "super" => self.own[..self.own.len().checked_sub(1)?].to_vec(),
            child if self.module.children.contains(child) => [self.own, &path[..1]].concat(),
            _ => return None,
        };
        for part in rest {
            match part.as_str() {
                "super" => drop(base.pop()?),
                part => base.push(part.to_owned()),
            }
        }
        Some(base)
    }

    fn add(&mut self, path: &[String]) {
        self.module.paths.extend(self.absolute(path));
    }

    fn add_tree(&mut self, tree: &UseTree, before: &[String], exports: bool) {
        let (path, name) = match tree {
            UseTree::Path(path) => {
                let before = [before, &[path.ident.to_string()]].concat();
                return self.add_tree(&path.tree, &before, exports);
            }
            UseTree::Group(group) => {
                return group.items.iter().for_each(|tree| self.add_tree(tree, before, exports));
            }
            UseTree::Glob(_) => (before.to_vec(), None),
            UseTree::Name(name) if name.ident == "self" => {
                (before.to_vec(), before.last().cloned())
            }
            UseTree::Name(name) => {
                let name = name.ident.to_string();
                ([before, std::slice::from_ref(&name)].concat(), Some(name))
            }
            UseTree::Rename(rename) => {
                let path = [before, &[rename.ident.to_string()]].concat();
                (path, Some(rename.rename.to_string()))
            }
        };
        let Some(absolute) = self.absolute(&path) else { return };
        match name {
            Some(name) if exports => drop(self.module.re_exports.insert(name, absolute)),
            _ => drop(self.module.paths.insert(absolute)),
        }
    }
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        // A private `use` is a use; any wider one hands on.
        let exports = !matches!(item.vis, syn::Visibility::Inherited);
        self.add_tree(&item.tree, &[], exports);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let parts: Vec<String> =
            path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        self.add(&parts);
        visit::visit_path(self, path);
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {
        // `pub(super)` names no item.
    }

    fn visit_item_mod(&mut self, item: &'ast ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }
}

/// The module of a file below `src`: `store/facts.rs` is `["store", "facts"]`, `store/mod.rs` is `["store"]`.
fn module_of(relative: &Path) -> Vec<String> {
    let name = |part: &std::ffi::OsStr| part.to_string_lossy().trim_end_matches(".rs").to_owned();
    let mut parts: Vec<String> = relative.iter().map(name).collect();
    if parts.last().is_some_and(|last| matches!(last.as_str(), "mod" | "lib")) {
        parts.pop();
    }
    parts
}

fn modules() -> Modules {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut modules = Modules::new();
    for path in rust_files(&source) {
        let relative = path.strip_prefix(&source).expect("below src");
        let own = module_of(relative);
        // The program only calls the library; it is one file by another root.
        if matches!(own.first().map(String::as_str), Some("main" | "tests"))
            || own.last().is_some_and(|last| last == "tests")
        {
            continue;
        }
        let file: File = syn::parse_file(&fs::read_to_string(&path).expect("a source file"))
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let children = file.items.iter().filter_map(|item| match item {
            Item::Mod(item) if item.content.is_none() && !is_test(&item.attrs) => {
                Some(item.ident.to_string())
            }
            _ => None,
        });
        let module = Module { children: children.collect(), ..Module::default() };
        let mut collector = Collector { own: &own, module };
        collector.visit_file(&file);
        let module = collector.module;
        modules.insert(own, module);
    }
    modules
}

/// The file that defines what a path names: re-exports are followed to their end.
fn defined_in(modules: &Modules, path: &[String]) -> Option<Vec<String>> {
    let mut path = path.to_vec();
    // Each step follows one re-export; more than a few would be a maze.
    for _ in 0..8 {
        let known = (0..=path.len()).rev().find(|end| modules.contains_key(&path[..*end]))?;
        let (module, rest) = path.split_at(known);
        let Some((name, rest)) = rest.split_first() else { return Some(module.to_vec()) };
        let Some(target) = modules[module].re_exports.get(name) else {
            return Some(module.to_vec());
        };
        path = [target, rest].concat();
    }
    panic!("{} is re-exported in a circle", path.join("::"))
}

/// Which files each file depends on.
fn dependencies() -> BTreeMap<Vec<String>, BTreeSet<Vec<String>>> {
    let modules = modules();
    let mut dependencies = BTreeMap::new();
    for (own, module) in &modules {
        let used = module.paths.iter().filter_map(|path| defined_in(&modules, path));
        dependencies.insert(own.clone(), used.filter(|used| used != own).collect());
    }
    dependencies
}

/// Every file that can be reached from one.
fn reachable(
    dependencies: &BTreeMap<Vec<String>, BTreeSet<Vec<String>>>,
    from: &Vec<String>,
) -> BTreeSet<Vec<String>> {
    let (mut seen, mut next) = (BTreeSet::new(), vec![from]);
    while let Some(module) = next.pop() {
        for used in &dependencies[module] {
            if seen.insert(used.clone()) {
                next.push(used);
            }
        }
    }
    seen
}

#[test]
fn no_file_leads_back_to_itself() {
    let dependencies = dependencies();
    let edges: usize = dependencies.values().map(BTreeSet::len).sum();
    assert!(dependencies.len() > 100 && edges > 300, "{} files, {edges} uses", dependencies.len());
    let knot_of = |module: &Vec<String>| {
        let reached = reachable(&dependencies, module);
        let back = |other: &&Vec<String>| reachable(&dependencies, other).contains(module);
        reached.iter().filter(back).map(|other| other.join("::")).collect::<Vec<_>>()
    };
    let knots: BTreeSet<Vec<String>> =
        dependencies.keys().map(knot_of).filter(|knot| !knot.is_empty()).collect();
    assert!(knots.is_empty(), "files that lead back to themselves: {knots:#?}");
}
