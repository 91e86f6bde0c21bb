//! The site as its users meet it: every test goes through the router or the built binary, each with
//! a database of its own. What is expected is written out by hand from the article and the standards,
//! never taken from what the code says.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on has failed")]

mod about;
mod accessibility;
mod any_date;
mod any_fields;
mod any_filters;
mod any_reference;
mod any_request;
mod any_seeds;
mod api;
mod article;
mod audit;
mod citation;
mod citation_formats;
mod colours;
mod command_line;
mod computed_sentences;
mod crawl;
mod data;
mod downloads;
mod draft;
mod editions;
mod entities;
mod entity;
mod errors;
mod export;
mod facets;
mod fact;
mod facts;
mod feeds;
mod figures;
mod former;
mod good_seeds;
mod growth;
mod home;
mod imports;
mod layers;
mod lists;
mod many_sources;
mod metadata;
mod page_cache;
mod plans;
mod queries;
mod record;
mod search;
mod search_data;
mod security;
mod server;
mod sharing;
mod source;
mod store;
mod support;
mod terms;
mod themes;
mod timeline;
mod workbook;
mod wrong_seeds;
