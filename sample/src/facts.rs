//! The facts of a sample: seven kinds of news, each with its statuses, times, roles and numbers. A few entities are
//! in very many of the facts, most in a few.

use std::fmt::Write as _;

use fastrand::Rng;

use super::dates::{Date, date};
use super::entities::{EntityPool, Member};
use super::words::{ACTIONS, QUALITIES, THINGS};
use gyeongsan::domain::{Code, Kind, Role, Status};
use gyeongsan::hangul::{Particle, with_particle};

/// The location of a fact: its source and that source's year, and which of its paragraphs.
pub struct SourceLocation<'s> {
    pub source: &'s str,
    pub published: i32,
    pub paragraph: usize,
    pub paragraphs: usize,
}

/// A fact that is being put together.
struct Draft {
    title: String,
    statement: String,
    status: Status,
    date: Option<Date>,
    quantity: Option<String>,
    about: Vec<(Member, Role)>,
    /// Short phrases of the source that carry the fact.
    phrases: Vec<String>,
}

/// Writes a fact that is also about `new_entities`, which no earlier fact is about.
pub fn write(
    text: &mut String,
    code: Code,
    location: &SourceLocation<'_>,
    pool: &EntityPool,
    new_entities: &[Member],
    random: &mut Rng,
) {
    let mut draft = Draft::new(location, pool, new_entities, random);
    for new_entity in new_entities {
        draft.add(*new_entity, Role::Member);
    }
    draft.write(text, code, location, random);
}

/// A random position below `count`; early ones are more frequent.
fn skewed(count: usize, random: &mut Rng) -> usize {
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a position below 2^32"
    )]
    let position = (random.f64().powi(3) * count as f64) as usize;
    position.min(count - 1)
}

fn one<'l>(list: &'l [&'l str], random: &mut Rng) -> &'l str {
    list[random.usize(..list.len())]
}

impl Draft {
    fn new(
        location: &SourceLocation<'_>,
        pool: &EntityPool,
        new_entities: &[Member],
        random: &mut Rng,
    ) -> Self {
        let pick = |kind: Kind, random: &mut Rng| {
            let new_entity =
                new_entities.iter().find(|new_entity| new_entity.kind == kind).copied();
            new_entity.unwrap_or_else(|| Member { kind, number: skewed(pool.count(kind), random) })
        };
        let (project, institution) = (pick(Kind::Project, random), pick(Kind::Institution, random));
        let other = Member { number: skewed(pool.count(Kind::Institution), random), ..institution };
        let (agreement, site) = (pick(Kind::Agreement, random), pick(Kind::Site, random));
        let industry = pick(Kind::Industry, random);
        let thing = format!("{} {}", one(QUALITIES, random), one(THINGS, random));
        let action = one(ACTIONS, random);
        let what = format!("{thing} {action}");
        let name = |member: Member| member.entity().name;
        let lead = with_particle(&name(institution), Particle::Subject);
        let mut draft = match random.u8(..20) {
            0..=5 => Self::of(
                [Status::Done, Status::Ongoing][random.usize(..2)],
                &[(project, Role::Subject), (institution, Role::Lead)],
            )
            .titled(format!("{} {what}", name(project)))
            .saying(|done| {
                let ending = if done { "마쳤다" } else { "이어 가고 있다" };
                format!(
                    "{lead} {}에서 {} {ending}.",
                    name(project),
                    with_particle(&what, Particle::Object)
                )
            }),
            6 | 7 => Self::of(
                Status::Done,
                &[(agreement, Role::Subject), (institution, Role::Party), (other, Role::Party)],
            )
            .titled(format!("{} 체결", name(agreement)))
            .saying(|_| {
                let with = with_particle(&name(other), Particle::With);
                format!("{lead} {with} {}에 함께하는 {}을 맺었다.", what, name(agreement))
            }),
            8..=10 => Self::of(
                [Status::State, Status::State, Status::Assessment][random.usize(..3)],
                &[([institution, site, project][random.usize(..3)], Role::Subject)],
            )
            .titled(format!("{thing} {action} 현황"))
            .counting(&what, random),
            11..=13 => Self::of(
                Status::Planned,
                &[(project, Role::Subject), (institution, Role::Authority), (site, Role::Location)],
            )
            .titled(format!("{} {what} 계획", name(project)))
            .saying(|_| {
                let object = with_particle(&what, Particle::Object);
                format!("{lead} {}에 {}의 {object} 추진할 계획이다.", name(site), name(project))
            }),
            14 | 15 => Self::of(
                Status::Forecast,
                &[
                    (industry, Role::Subject),
                    (project, Role::Basis),
                    (institution, Role::Speaker),
                    (site, Role::Outcome),
                ],
            )
            .titled(format!("{} {what} 전망", name(industry)))
            .saying(|_| {
                let project = with_particle(&name(project), Particle::Towards);
                format!("{lead} {project} {what} 수요가 늘어날 것으로 내다보았다.")
            }),
            16..=18 => Self::of(
                [Status::Done, Status::Ongoing, Status::Planned][random.usize(..3)],
                &[
                    (project, Role::Subject),
                    (institution, Role::Participant),
                    (other, [Role::Partner, Role::Provider][random.usize(..2)]),
                ],
            )
            .titled(format!("{} {what} 참여", name(institution)))
            .saying(|done| {
                let ending = if done { "참여했다" } else { "참여하기로 했다" };
                let with = with_particle(&name(other), Particle::With);
                format!("{lead} {with} 함께 {}의 {what}에 {ending}.", name(project))
            }),
            _ => Self::of(
                Status::State,
                &[(site, Role::Subject), (institution, Role::Target), (project, Role::Member)],
            )
            .titled(format!("{} {what} 입주", name(site)))
            .saying(|_| format!("{lead} {}에서 {what} 일을 하고 있다.", name(site))),
        };
        if random.u8(..10) < 8 {
            draft.add(industry, Role::Field);
        }
        draft.phrases.extend([thing, name(institution)]);
        if random.u8(..10) < 7 {
            draft.set_date(location.published, random);
        }
        draft
    }

    fn of(status: Status, about: &[(Member, Role)]) -> Self {
        let mut draft = Self {
            title: String::new(),
            statement: String::new(),
            status,
            date: None,
            quantity: None,
            about: Vec::new(),
            phrases: Vec::new(),
        };
        for (member, role) in about {
            draft.add(*member, *role);
        }
        draft
    }

    /// Adds an entity in a role, unless the fact has it in that role already.
    fn add(&mut self, member: Member, role: Role) {
        if !self.about.contains(&(member, role)) {
            self.about.push((member, role));
        }
    }

    fn titled(self, title: String) -> Self {
        Self { title, ..self }
    }

    /// Sets the statement, which depends on whether it is done.
    fn saying(self, statement: impl FnOnce(bool) -> String) -> Self {
        Self { statement: statement(self.status == Status::Done), ..self }
    }

    /// Adds a number.
    fn counting(mut self, what: &str, random: &mut Rng) -> Self {
        let value = [random.u32(2..100), random.u32(100..5000)][random.usize(..2)];
        let (blur, words) = [
            ("", format!("{value}")),
            ("over", format!("{value}여")),
            ("about", format!("약 {value}")),
            ("at-least", format!("{value}")),
        ][random.usize(..4)]
        .clone();
        let (unit, counts, second) = match random.u8(..6) {
            0 => ("㎡", "", Some((value / 3 + 1, "평"))),
            1 => ("억원", "", None),
            2 => ("명", "", None),
            3 => ("개사", "institution", None),
            4 => ("건", "agreement", None),
            _ => ("%", "", None),
        };
        let more = if blur == "at-least" { " 이상" } else { "" };
        let phrase = format!("{words}{unit}{more}");
        let mut quantity = format!("value = {value}, unit = \"{unit}\", phrase = \"{phrase}\"");
        for (key, word) in [("qualifier", blur), ("counts", counts)] {
            if !word.is_empty() {
                let _ = write!(quantity, ", {key} = \"{word}\"");
            }
        }
        if let Some((value, unit)) = second {
            let _ = write!(
                quantity,
                ", equivalent = {{ value = {value}, unit = \"{unit}\", phrase = \"{value}{unit}\" }}"
            );
        }
        let subject = self.about.first().map(|(member, _)| member.entity().name);
        let subject = with_particle(&subject.unwrap_or_default(), Particle::Topic);
        self.statement = format!("{subject} {what}에서 {phrase}의 규모를 갖추고 있다.");
        self.quantity = Some(quantity);
        self.phrases.push(phrase);
        self
    }

    fn set_date(&mut self, published: i32, random: &mut Rng) {
        let year = match self.status {
            Status::Done => published - skewed_years(4, random),
            Status::Ongoing | Status::State | Status::Assessment => {
                published - skewed_years(2, random)
            }
            Status::Planned | Status::Forecast => published + skewed_years(8, random),
        };
        let date = date(year, published, random);
        self.phrases.push(date.phrase.clone());
        self.date = Some(date);
    }

    fn write(
        &self,
        text: &mut String,
        code: Code,
        location: &SourceLocation<'_>,
        random: &mut Rng,
    ) {
        let Self { title, statement, status, .. } = self;
        let _ = write!(
            text,
            "[[fact]]\ncode = \"{code}\"\ntitle = \"{title}\"\nstatement = \"{statement}\"\n\
             status = \"{}\"\n",
            status.key()
        );
        if random.u8(..25) == 0 {
            text.push_str("inferred = \"앞뒤 문단을 이어서 그렇게 봄\"\n");
        }
        if let Some(date) = &self.date {
            let _ =
                write!(text, "date = {{ edtf = \"{}\", phrase = \"{}\"", date.edtf, date.phrase);
            if let Some(basis) = &date.basis {
                let _ = write!(text, ", basis = \"{basis}\"");
            }
            text.push_str(" }\n");
        }
        if let Some(quantity) = &self.quantity {
            let _ = writeln!(text, "quantity = {{ {quantity} }}");
        }
        text.push_str("about = [\n");
        for (member, role) in &self.about {
            let (kind, slug) = (member.kind.key(), member.entity().slug);
            let _ = write!(text, "  {{ {kind} = \"{slug}\", role = \"{}\"", role.key());
            if random.u8(..20) == 0 {
                text.push_str(", inferred = \"문장에 이름이 없으나 앞 문단에서 이어짐\"");
            }
            text.push_str(" },\n");
        }
        text.push_str("]\nevidence = [\n");
        let split = if random.u8(..3) == 0 { self.phrases.len() - 1 } else { self.phrases.len() };
        let further = random.usize(1..=location.paragraphs);
        let pieces =
            [(location.paragraph, &self.phrases[..split]), (further, &self.phrases[split..])];
        for (paragraph, phrases) in pieces.iter().filter(|(_, phrases)| !phrases.is_empty()) {
            let phrases = phrases.join("\", \"");
            let _ = writeln!(
                text,
                "  {{ source = \"{}\", paragraph = {paragraph}, phrases = [\"{phrases}\"] }},",
                location.source
            );
        }
        text.push_str("]\n\n");
    }
}

/// A random number of years; small ones are more frequent.
fn skewed_years(most: usize, random: &mut Rng) -> i32 {
    i32::try_from(skewed(most, random)).unwrap_or(0)
}
