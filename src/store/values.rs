//! Records as the tables keep them: JSON of the domain's own serialised form. The error of a record that cannot be
//! read names the table and the row.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::error::StoreError;
use crate::domain::Code;

/// A record as a table keeps it.
pub fn to_json(record: &impl Serialize) -> Result<String, sqlx::Error> {
    serde_json::to_string(record).map_err(|error| sqlx::Error::Encode(Box::new(error)))
}

/// The record that a row keeps, or which row is at fault.
pub fn from_json<T: DeserializeOwned>(
    json: &str,
    table: &'static str,
    id: i64,
) -> Result<T, StoreError> {
    column(serde_json::from_str(json).ok(), table, id, "record")
}

/// The value of a column, or which row is at fault.
pub fn column<T>(
    value: Option<T>,
    table: &'static str,
    id: i64,
    column: &'static str,
) -> Result<T, StoreError> {
    value.ok_or(StoreError::BadRow { table, id, column })
}

/// The code of a fact, whose number is its id.
pub fn code_of(id: i64, table: &'static str) -> Result<Code, StoreError> {
    column(u32::try_from(id).ok().and_then(Code::from_number), table, id, "fact_id")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Evidence;

    #[test]
    fn a_record_that_the_domain_does_not_admit_is_named_by_its_row() {
        let evidence = |source: &str| {
            let record = format!(r#"{{"source":"{source}","paragraph":1,"phrases":["경산"]}}"#);
            from_json::<Evidence>(&record, "fact", 42)
        };
        assert!(evidence("kyongbuk-2018").is_ok());
        let error = evidence("No Slug").expect_err("not a slug").to_string();
        assert!(error.contains("fact 표 42번 줄의 record"), "{error}");
    }
}
