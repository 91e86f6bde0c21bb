//! A server to ask: the built binary on a free port, with what it says kept.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::NamedTempFile;

/// How long a condition is awaited before the test has failed.
const PATIENCE: Duration = Duration::from_secs(30);

/// A server that is stopped when the test ends.
pub struct Server {
    process: Child,
    address: SocketAddr,
    admin: Option<SocketAddr>,
    log: NamedTempFile,
}

impl Server {
    /// Starts the binary on a free port of this machine, and waits until it says that it serves.
    pub fn start(command: &mut Command) -> Self {
        let set = |command: &Command, variable: &str| {
            command.get_envs().any(|(name, value)| name == variable && value.is_some())
        };
        if !set(command, "GYEONGSAN_LISTEN") {
            command.env("GYEONGSAN_LISTEN", "127.0.0.1:0");
        }
        if !set(command, "GYEONGSAN_PUBLIC_URL") {
            command.env("GYEONGSAN_PUBLIC_URL", "http://site.test");
        }
        let apart = set(command, "GYEONGSAN_ADMIN_LISTEN");
        let log = NamedTempFile::new().expect("a file for the log");
        let mut process = command
            .stdout(Stdio::piped())
            .stderr(log.reopen().expect("the log"))
            .spawn()
            .expect("the binary starts");
        let mut output = BufReader::new(process.stdout.take().expect("its output"));
        let mut address = || {
            let mut line = String::new();
            output.read_line(&mut line).expect("a line");
            let (_, address) = line.split_once("니다: http://").unwrap_or_default();
            let address = address.split_once('/').map(|(address, _)| address.to_owned());
            let log = || fs::read_to_string(log.path()).unwrap_or_default();
            address.unwrap_or_else(|| panic!("it says where it serves: {line}{}", log()))
        };
        let address_of = |text: String| text.parse().expect("an address");
        let site = address_of(address());
        let admin = apart.then(|| address_of(address()));
        Self { process, address: site, admin, log }
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn id(&self) -> u32 {
        self.process.id()
    }

    /// What it has written to its log so far.
    pub fn log(&self) -> String {
        fs::read_to_string(self.log.path()).expect("the log")
    }

    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(self.address).expect("a connection");
        stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
        stream
    }

    /// Sends bytes as they are and reads until the server closes.
    pub fn send(&self, request: &str) -> String {
        send_to(self.address, request)
    }

    /// The whole answer to a GET.
    pub fn get(&self, target: &str) -> String {
        self.send(&format!("GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"))
    }

    /// The body of a page that must be there.
    pub fn page(&self, target: &str) -> String {
        body(&self.get(target), target)
    }

    /// The body of a GET at the operators' socket.
    pub fn admin_page(&self, target: &str) -> String {
        let admin = self.admin.expect("a socket of its own");
        let request = format!("GET {target} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        body(&send_to(admin, &request), target)
    }

    pub fn ready(&self) -> Value {
        serde_json::from_str(&self.page("/health/ready")).expect("JSON")
    }

    /// The value of a sample whose line begins so.
    pub fn metric(&self, sample: &str) -> f64 {
        let text = self.page("/metrics");
        let line = text.lines().find_map(|line| line.strip_prefix(sample)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("{sample} in {text}")).parse().expect("a number")
    }

    pub fn signal(&self, name: &str) {
        let status = Command::new("kill").arg(name).arg(self.id().to_string()).status();
        assert!(status.expect("kill runs").success());
    }

    /// Has it read the seeds again, and waits until it has; whether it could.
    pub fn reload(&self) -> bool {
        let count = |ready: &Value| {
            ["reloads", "reload_failures"].iter().filter_map(|key| ready[key].as_u64()).sum::<u64>()
        };
        let before = count(&self.ready());
        self.signal("-HUP");
        await_that("the reload ends", || count(&self.ready()) > before);
        self.ready()["last_reload_error"].is_null()
    }

    /// Stops it by a signal; its exit code.
    pub fn terminate(mut self) -> Option<i32> {
        self.signal("-TERM");
        self.process.wait().expect("it ends").code()
    }

    /// Waits for it to end by itself; its exit code.
    pub fn wait(mut self) -> Option<i32> {
        self.process.wait().expect("it ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn send_to(address: SocketAddr, request: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    stream.set_read_timeout(Some(PATIENCE)).expect("a time limit");
    stream.write_all(request.as_bytes()).expect("sent");
    let mut answer = Vec::new();
    // A server that refuses a request may close before all of it is read.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn body(answer: &str, target: &str) -> String {
    assert!(answer.starts_with("HTTP/1.1 200 OK"), "{target}: {answer}");
    let (_, body) = answer.split_once("\r\n\r\n").expect("a body");
    body.to_owned()
}

/// The exit code of a start that is to end by itself, and what it says on its way. One that serves instead is ended.
pub fn failed_start(command: &mut Command) -> (Option<i32>, String) {
    let log = NamedTempFile::new().expect("a file for the log");
    command.stdout(Stdio::null()).stderr(log.reopen().expect("the log"));
    let mut process = command.spawn().expect("the binary starts");
    let begun = Instant::now();
    while process.try_wait().expect("its state").is_none() {
        if begun.elapsed() >= PATIENCE {
            process.kill().expect("its end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    let status = process.wait().expect("it ends");
    (status.code(), fs::read_to_string(log.path()).expect("the log"))
}

/// Waits until something is so.
pub fn await_that(what: &str, mut so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !so() {
        assert!(begun.elapsed() < PATIENCE, "{what}: not within {PATIENCE:?}");
        std::thread::sleep(Duration::from_millis(20));
    }
}
