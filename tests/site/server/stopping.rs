//! The end and the next beginning: what is under way is answered, and a restart loses nothing.

use std::fs;
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::os::fd::OwnedFd;
use std::os::unix::net::UnixDatagram;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use super::Server;
use super::process::await_that;
use crate::command_line::gyeongsan;

const GET: &[u8] = b"GET /robots.txt HTTP/1.1\r\nHost: test\r\n\r\n";

/// Reads one answer; whether there was one, whole, and whether the connection goes on.
fn read_answer(stream: &mut TcpStream) -> Option<bool> {
    let mut answer = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let read = stream.read(&mut piece).ok().filter(|read| *read > 0)?;
        answer.extend_from_slice(&piece[..read]);
        let text = String::from_utf8_lossy(&answer);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        if body.len() >= length?.parse().ok()? {
            let good = head.starts_with("HTTP/1.1 200");
            return good.then(|| !head.contains("connection: close"));
        }
    }
}

/// Asks again and again, on connections kept as long as the server keeps them, until told to stop or
/// nobody listens; how many requests failed.
fn ask_on(address: SocketAddr, stop: &AtomicBool, answered: &AtomicU32) -> u32 {
    let mut failed = 0;
    while !stop.load(Ordering::Relaxed) {
        let Ok(mut stream) = TcpStream::connect(address) else { break };
        loop {
            let kept = stream.write_all(GET).ok().and_then(|()| read_answer(&mut stream));
            let Some(kept) = kept else {
                failed += 1;
                break;
            };
            answered.fetch_add(1, Ordering::Relaxed);
            if !kept || stop.load(Ordering::Relaxed) {
                break;
            }
        }
    }
    failed
}

#[test]
fn a_stop_under_load_fails_no_request() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let (address, stop, answered) = (server.address(), AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        let asking: Vec<_> =
            (0..8).map(|_| scope.spawn(|| ask_on(address, &stop, &answered))).collect();
        await_that("they are under way", || answered.load(Ordering::Relaxed) > 200);
        assert_eq!(server.terminate(), Some(0));
        let failed: u32 = asking.into_iter().map(|asking| asking.join().expect("an end")).sum();
        assert_eq!(failed, 0, "of {}", answered.load(Ordering::Relaxed));
    });
}

#[test]
fn what_was_begun_is_answered_and_what_never_ends_is_left() {
    let folder = TempDir::new().expect("a folder");
    let server = Server::start(&mut gyeongsan(&folder));
    let mut begun = server.connect();
    let form = "text=abc";
    let head = format!(
        "POST /sources/kyongbuk-2018 HTTP/1.1\r\nHost: test\r\nContent-Type: \
         application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        form.len()
    );
    begun.write_all(head.as_bytes()).expect("sent");
    let mut unread = server.connect();
    let mut half = server.connect();
    half.write_all(b"GET / HTTP/1.1\r\nHo").expect("sent");
    await_that("all are known", || server.metric("http_connections") >= 4.0);
    let told = Instant::now();
    server.signal("-TERM");
    std::thread::sleep(Duration::from_millis(200));
    // A connection that was open before the signal still has its first request answered.
    unread.write_all(GET).expect("sent");
    assert_eq!(read_answer(&mut unread), Some(false));
    begun.write_all(form.as_bytes()).expect("sent");
    let mut answer = String::new();
    begun.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("connection: close"), "{answer}");
    assert!(TcpStream::connect(server.address()).is_err(), "no new connections");
    assert_eq!(server.wait(), Some(0));
    assert!(told.elapsed() < Duration::from_secs(15), "{:?}", told.elapsed());
}

#[test]
fn a_start_that_still_reads_can_be_stopped() {
    let folder = TempDir::new().expect("a folder");
    sample::write(&folder.path().join("seeds"), 5000, 2018).expect("a sample");
    let mut process = gyeongsan(&folder)
        .args(["--listen", "127.0.0.1:0", "--seeds", "seeds"])
        .spawn()
        .expect("the binary starts");
    let id = process.id().to_string();
    await_that("it listens to signals", || {
        let status = fs::read_to_string(format!("/proc/{id}/status")).expect("its status");
        let caught = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).expect("a mask");
        u64::from_str_radix(caught.trim(), 16).expect("hexadecimal") & (1 << 14) != 0
    });
    assert!(process.try_wait().expect("its state").is_none());
    let told = Instant::now();
    assert!(Command::new("kill").arg(&id).status().expect("kill runs").success());
    await_that("it ends", || process.try_wait().expect("its end").is_some());
    assert_eq!(process.wait().expect("its end").code(), Some(0));
    assert!(told.elapsed() < Duration::from_secs(5), "{:?}", told.elapsed());
}

/// A server on a socket that was opened for it, as systemd does.
fn on_socket(folder: &TempDir, socket: &TcpListener) -> Server {
    let socket = OwnedFd::from(socket.try_clone().expect("another handle"));
    let mut command = Command::new("sh");
    let script = "exec 3<&0 0</dev/null; LISTEN_FDS=1 LISTEN_PID=$$ exec \"$0\"";
    command.args(["-c", script]).arg(env!("CARGO_BIN_EXE_gyeongsan"));
    command.current_dir(folder.path()).stdin(Stdio::from(socket));
    Server::start(&mut command)
}

#[test]
fn a_restart_on_a_socket_of_the_supervisor_loses_nothing() {
    let folder = TempDir::new().expect("a folder");
    let socket = TcpListener::bind("127.0.0.1:0").expect("a socket");
    let mut server = on_socket(&folder, &socket);
    assert_eq!(server.address(), socket.local_addr().expect("an address"));
    let (address, stop, answered) = (server.address(), AtomicBool::new(false), AtomicU32::new(0));
    std::thread::scope(|scope| {
        let asking: Vec<_> =
            (0..4).map(|_| scope.spawn(|| ask_on(address, &stop, &answered))).collect();
        for _ in 0..3 {
            let before = answered.load(Ordering::Relaxed);
            await_that("they are under way", || answered.load(Ordering::Relaxed) > before + 100);
            assert_eq!(server.terminate(), Some(0));
            server = on_socket(&folder, &socket);
        }
        let before = answered.load(Ordering::Relaxed);
        await_that("the last one answers", || answered.load(Ordering::Relaxed) > before + 100);
        stop.store(true, Ordering::Relaxed);
        let failed: u32 = asking.into_iter().map(|asking| asking.join().expect("an end")).sum();
        assert_eq!(failed, 0, "of {}", answered.load(Ordering::Relaxed));
    });
}

#[test]
fn the_supervisor_is_told_how_it_stands() {
    let folder = TempDir::new().expect("a folder");
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).expect("a socket");
    socket.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    let mut command = gyeongsan(&folder);
    command.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "200000");
    let server = Server::start(&mut command);
    let next = |wanted: &str| {
        let mut message = [0; 512];
        loop {
            let read =
                socket.recv(&mut message).unwrap_or_else(|error| panic!("{wanted}: {error}"));
            let text = String::from_utf8_lossy(&message[..read]).into_owned();
            if text.lines().any(|line| line == wanted) {
                return text;
            }
        }
    };
    next("READY=1");
    next("WATCHDOG=1");
    next("WATCHDOG=1");
    server.signal("-HUP");
    assert!(next("RELOADING=1").contains("MONOTONIC_USEC="));
    next("READY=1");
    server.signal("-TERM");
    next("STOPPING=1");
    assert_eq!(server.wait(), Some(0));
}
