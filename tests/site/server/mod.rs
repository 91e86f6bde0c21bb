//! The server as a process: the built binary, a socket, signals, and what may befall it.

mod bad_clients;
mod database;
mod faults;
mod operations;
mod process;
mod reload;
mod starting;
mod stopping;

pub use process::Server;
