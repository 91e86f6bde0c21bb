//! The parts of schema.org that search engines read, as JSON-LD 1.1: the site as a dataset, and the breadcrumbs of each
//! page. It does not describe facts, because no search engine shows claims and each fact has its own JSON.

use serde_json::{Value, json};

use crate::address::{Address, FixedPage, PublicUrl};
use crate::domain::{EditionHead, Source};
use crate::wording::{LICENSE_URL, SITE_NAME};

/// The whole site as a dataset.
pub fn dataset<'s>(
    public_url: &PublicUrl,
    description: &str,
    edition: Option<&EditionHead>,
    sources: impl Iterator<Item = &'s Source>,
    downloads: &[(&str, Address)],
) -> Value {
    let home = public_url.of(&FixedPage::Home.into());
    let download = |(label, address): &(&str, Address)| {
        json!({
            "@type": "DataDownload",
            "name": label,
            "encodingFormat": address.media_type(),
            "contentUrl": public_url.of(address),
        })
    };
    let mut dataset = json!({
        "@type": "Dataset",
        "@id": format!("{home}#dataset"),
        "name": SITE_NAME,
        "description": description,
        "url": home,
        "inLanguage": "ko",
        "isAccessibleForFree": true,
        "creator": { "@type": "Organization", "name": SITE_NAME, "url": home },
        "license": LICENSE_URL,
        "isBasedOn": sources.map(|source| public_url.of(&Address::Source(source.slug.clone()))).collect::<Vec<_>>(),
        "distribution": downloads.iter().map(download).collect::<Vec<_>>(),
    });
    if let Some(edition) = edition {
        dataset["version"] = json!(edition.number.to_string());
        dataset["dateModified"] = json!(edition.date.to_string());
    }
    dataset
}

/// The way to a page from the home page.
pub fn breadcrumbs(public_url: &PublicUrl, steps: &[(&str, &Address)]) -> Value {
    let steps = (1..).zip(steps).map(|(position, (label, address))| {
        json!({
            "@type": "ListItem", "position": position, "name": label, "item": public_url.of(address),
        })
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": steps.collect::<Vec<_>>() })
}

/// The things of one page as the text of a `script` element, in which nothing can end the element.
pub fn linked_data_text(things: &[Value]) -> String {
    let graph = json!({ "@context": "https://schema.org", "@graph": things });
    graph.to_string().replace('<', "\\u003c")
}
