//! The words that a search takes for one another, read once when the database is opened: there are few.

use std::collections::HashMap;

use sqlx::SqliteConnection;

/// Every synonym by its folded form without spaces.
#[derive(Debug)]
pub struct Synonyms(HashMap<String, (i64, String)>);

impl Synonyms {
    pub async fn load(connection: &mut SqliteConnection) -> Result<Self, sqlx::Error> {
        let rows = sqlx::query!("SELECT word, written, meaning FROM synonym")
            .fetch_all(connection)
            .await?;
        Ok(Self(rows.into_iter().map(|row| (row.word, (row.meaning, row.written))).collect()))
    }

    /// The other words of the same meaning, in a fixed order.
    pub fn of(&self, word: &str) -> Vec<&str> {
        let word = word.replace(' ', "");
        let Some((meaning, _)) = self.0.get(&word) else { return Vec::new() };
        let same = self.0.iter().filter(|(other, known)| known.0 == *meaning && **other != word);
        let mut others: Vec<&str> = same.map(|(_, known)| known.1.as_str()).collect();
        others.sort_unstable();
        others
    }
}
