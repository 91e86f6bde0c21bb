//! The least work a server can do: it reads the head of a request and writes fixed bytes to the socket.
//! `scripts/bench` compares the site with it. `cargo bench --bench responder -- ADDRESS:PORT FILE`, where the file is
//! a whole answer, head and body.

#![expect(clippy::expect_used, reason = "a bench that cannot go on has failed")]

use std::io::Write;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Answers every request on a connection until the client closes it.
async fn answer(mut stream: TcpStream, bytes: &'static [u8]) {
    let mut head = Vec::with_capacity(4096);
    loop {
        match stream.read_buf(&mut head).await {
            Ok(1..) => {}
            Ok(0) | Err(_) => return,
        }
        while let Some(end) = head.windows(4).position(|four| four == b"\r\n\r\n") {
            head.drain(..end + 4);
            if stream.write_all(bytes).await.is_err() {
                return;
            }
        }
    }
}

#[tokio::main]
async fn main() {
    let mut given = std::env::args().skip(1).filter(|argument| !argument.starts_with("--"));
    let Some((address, file)) = given.next().zip(given.next()) else { return };
    let bytes: &'static [u8] = std::fs::read(file).expect("the answer").leak();
    let listener = TcpListener::bind(address).await.expect("a socket");
    writeln!(std::io::stdout(), "ready").expect("an output");
    while let Ok((stream, _)) = listener.accept().await {
        let _ = stream.set_nodelay(true);
        tokio::spawn(answer(stream, bytes));
    }
}
