//! The published tables, parents before those that refer to them. The names are part of the site's
//! promise; the schema of the reader's database (`store/reader.sql`) says the same in SQL, and a test
//! holds the two together.

use super::Holds::{Boolean, Day, Integer, Number, Text, Uri};
use super::{Column, Holds, Records, Reference, Table};

const fn column(
    name: &'static str,
    holds: Holds,
    title: &'static str,
    description: &'static str,
) -> Column {
    Column { name, holds, title, description }
}

const fn reference(
    columns: &'static [&'static str],
    table: &'static str,
    key: &'static [&'static str],
) -> Reference {
    Reference { columns, table, key }
}

/// Every published table.
pub static PUBLISHED: [&Table; 8] =
    [&EDITIONS, &SOURCES, &PARAGRAPHS, &ENTITIES, &FACTS, &FACT_ENTITIES, &EVIDENCE, &TERMS];

static EDITIONS: Table = Table {
    records: Records::Editions,
    name: "editions",
    title: "판",
    description: "이 자료를 발행한 판입니다.",
    columns: &[
        column("number", Integer, "판 번호", "1부터 차례로 붙습니다."),
        column("date", Day, "발행일", ""),
        column("note", Text, "설명", "무엇이 왜 바뀌었는지 정리자가 적은 말입니다."),
        column("digest", Text, "지문", "판의 내용에 대한 SHA-256입니다."),
        column("url", Uri, "주소", ""),
    ],
    key: &["number"],
    references: &[],
};

static SOURCES: Table = Table {
    records: Records::Sources,
    name: "sources",
    title: "출처",
    description: "기록이 근거한 기사입니다. 기사의 문장은 담지 않습니다.",
    columns: &[
        column("slug", Text, "주소 이름", ""),
        column("title", Text, "기사 제목", ""),
        column("publisher", Text, "신문", ""),
        column("byline", Text, "기자 표시", ""),
        column("published_edtf", Text, "나온 때", "EDTF(ISO 8601-2)로 적었습니다."),
        column(
            "published_basis",
            Text,
            "나온 때의 근거",
            "기사에 적혀 있지 않아 추정한 경우 그 까닭입니다.",
        ),
        column("rights", Text, "권리", "글이 누구의 것이며 여기서 무엇을 담는지 적었습니다."),
        column("url", Uri, "주소", ""),
    ],
    key: &["slug"],
    references: &[],
};

static PARAGRAPHS: Table = Table {
    records: Records::Paragraphs,
    name: "paragraphs",
    title: "문단",
    description: "기사의 문단입니다. 번호와 지문만 있고 글은 없습니다.",
    columns: &[
        column("source", Text, "출처", "sources의 slug입니다."),
        column("number", Integer, "문단 번호", "1부터 세며, 제목이 1번째입니다."),
        column("role", Text, "자리", "headline, subheading, body, caption, byline, rights"),
        column("role_text", Text, "자리(한국어)", ""),
        column(
            "digest",
            Text,
            "지문",
            "NFC로 바꾸고 빈칸을 하나로 줄인 문단의 SHA-256입니다. 가진 기사와 맞추어 볼 때 씁니다.",
        ),
        column("unused", Text, "쓰지 않은 까닭", "근거한 기록이 없는 문단에만 있습니다."),
        column("url", Uri, "주소", ""),
    ],
    key: &["source", "number"],
    references: &[reference(&["source"], "sources", &["slug"])],
};

static ENTITIES: Table = Table {
    records: Records::Entities,
    name: "entities",
    title: "대상",
    description: "기록이 다루는 산업, 사업, 협약, 기관·기업, 산업입지입니다.",
    columns: &[
        column("kind", Text, "갈래", "industry, project, agreement, institution, site"),
        column("slug", Text, "주소 이름", "갈래 안에서 하나뿐입니다."),
        column("kind_text", Text, "갈래(한국어)", ""),
        column("name", Text, "이름", ""),
        column("aliases", Text, "다른 이름", "‘; ’로 이었습니다."),
        column("type", Text, "종류", "갈래 안의 구분입니다."),
        column("type_text", Text, "종류(한국어)", ""),
        column("note", Text, "정리자의 말", ""),
        column("fact_count", Integer, "기록 수", ""),
        column("url", Uri, "주소", ""),
    ],
    key: &["kind", "slug"],
    references: &[],
};

static FACTS: Table = Table {
    records: Records::Facts,
    name: "facts",
    title: "기록",
    description: "정리자가 자기 말로 다시 쓴 사실입니다. 계획과 전망은 이루어졌다는 뜻이 아닙니다.",
    columns: &[
        column("code", Text, "기록 번호", "바뀌지 않습니다. 마지막 숫자는 확인 숫자입니다."),
        column("title", Text, "제목", ""),
        column("statement", Text, "내용", ""),
        column("status", Text, "상태", "done, ongoing, planned, forecast, state"),
        column("status_text", Text, "상태(한국어)", ""),
        column("inferred", Text, "추정한 까닭", "기사에 그대로 적혀 있으면 비어 있습니다."),
        column(
            "date_edtf",
            Text,
            "날짜(EDTF)",
            "2018-40은 2018년 상반기, ../2025는 2025년까지입니다.",
        ),
        column(
            "date_earliest",
            Day,
            "가장 이른 날",
            "그 날짜에 드는 첫날입니다. 끝만 알려진 때에는 비어 있습니다.",
        ),
        column("date_latest", Day, "가장 늦은 날", "그 날짜에 드는 마지막 날입니다."),
        column("date_phrase", Text, "기사의 날짜 표현", ""),
        column("date_text", Text, "날짜(한국어)", ""),
        column(
            "date_basis",
            Text,
            "날짜의 근거",
            "기사의 표현에서 날짜를 어떻게 얻었는지 적었습니다.",
        ),
        column("quantity_value", Number, "수치", ""),
        column("quantity_unit", Text, "단위", ""),
        column(
            "quantity_qualifier",
            Text,
            "어림",
            "about 약, over 여, at-least 이상. 정확한 수이면 비어 있습니다.",
        ),
        column("quantity_phrase", Text, "기사의 수치 표현", ""),
        column("quantity_text", Text, "수치(한국어)", ""),
        column(
            "equivalent_value",
            Number,
            "다른 단위의 수치",
            "기사가 함께 적은 경우에만 있습니다.",
        ),
        column("equivalent_unit", Text, "다른 단위", ""),
        column("equivalent_phrase", Text, "다른 단위의 기사 표현", ""),
        column(
            "edition",
            Integer,
            "판",
            "인용이 가리키는 판입니다. 발행 뒤에 고쳤으면 비어 있습니다.",
        ),
        column("citation", Text, "인용", "그대로 붙여 쓸 수 있는 한 줄입니다."),
        column("url", Uri, "주소", ""),
    ],
    key: &["code"],
    references: &[reference(&["edition"], "editions", &["number"])],
};

static FACT_ENTITIES: Table = Table {
    records: Records::FactEntities,
    name: "fact_entities",
    title: "기록과 대상",
    description: "기록이 무엇을 다루며 그 대상이 어떤 몫인지입니다.",
    columns: &[
        column("fact", Text, "기록 번호", "facts의 code입니다."),
        column("position", Integer, "차례", "한 기록 안에서 1부터 셉니다."),
        column("kind", Text, "대상의 갈래", "entities의 kind입니다."),
        column("slug", Text, "대상의 주소 이름", "entities의 slug입니다."),
        column("role", Text, "몫", "subject, field, lead, party 등입니다."),
        column("role_text", Text, "몫(한국어)", ""),
        column("inferred", Boolean, "추정 여부", "기사에 그대로 적혀 있지 않으면 참입니다."),
        column("inference", Text, "추정한 까닭", ""),
    ],
    key: &["fact", "position"],
    references: &[
        reference(&["fact"], "facts", &["code"]),
        reference(&["kind", "slug"], "entities", &["kind", "slug"]),
    ],
};

static EVIDENCE: Table = Table {
    records: Records::Evidence,
    name: "evidence",
    title: "근거",
    description: "기록이 기사의 몇째 문단에 근거하는지입니다.",
    columns: &[
        column("fact", Text, "기록 번호", "facts의 code입니다."),
        column("position", Integer, "차례", "한 기록 안에서 1부터 셉니다."),
        column("source", Text, "출처", "sources의 slug입니다."),
        column("paragraph", Integer, "문단 번호", "paragraphs의 number입니다."),
        column("phrases", Text, "짧은 어구", "사실을 담은 어구입니다. ‘; ’로 이었습니다."),
        column("url", Uri, "주소", ""),
    ],
    key: &["fact", "position"],
    references: &[
        reference(&["fact"], "facts", &["code"]),
        reference(&["source", "paragraph"], "paragraphs", &["source", "number"]),
    ],
};

static TERMS: Table = Table {
    records: Records::Terms,
    name: "terms",
    title: "용어",
    description: "낱말 풀이입니다.",
    columns: &[
        column("slug", Text, "주소 이름", ""),
        column("name", Text, "용어", ""),
        column("aliases", Text, "다른 이름", "‘; ’로 이었습니다."),
        column("explanation", Text, "풀이", ""),
        column("explained_by", Text, "풀이한 쪽", "source 기사, editor 정리자"),
        column("source", Text, "출처", "기사가 풀이한 경우 sources의 slug입니다."),
        column("paragraphs", Text, "문단 번호", "기사가 풀이한 문단입니다. ‘; ’로 이었습니다."),
        column("url", Uri, "주소", ""),
    ],
    key: &["slug"],
    references: &[reference(&["source"], "sources", &["slug"])],
};
