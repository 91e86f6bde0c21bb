//! The sockets: accepts connections, speaks HTTP/1.1 on each, and on a signal lets the requests under way finish.
//! hyper closes clients that are silent, slow or idle, and the kernel closes those that stop reading an answer.
//! HTTP/2 and TLS are left to a proxy.

use std::convert::Infallible;
use std::error::Error;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering::Relaxed};
use std::time::Duration;

use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::response::Response;
use futures_util::FutureExt;
use hyper::body::{Body as _, Incoming};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use rustix::net::sockopt::set_tcp_user_timeout;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::{sleep, timeout};

use super::metrics::GaugeGuard;
use super::{HttpService, ResponseBody};

/// How long a client may take to send the head of a request, counted from its connection or the last answer, and how
/// long it may stop reading an answer. A crawler that opens thousands of connections is busy for many seconds before
/// it writes on each, so ten seconds are too few.
const CLIENT_TIMEOUT: Duration = Duration::from_secs(20);

/// The most bytes that hyper reads for a head. `admission` refuses smaller heads with a page of our own.
const HEAD_MAX: usize = 32 * 1024;

/// How long a stopping server keeps idle connections, because a request may already be on its way.
const GRACE: Duration = Duration::from_secs(1);

/// How much time requests under way then have to finish.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// The most waiting connections that are still accepted when the server is told to stop.
const BACKLOG: usize = 1024;

/// The pause after accepting a connection failed, usually because there are no file descriptors left.
const ACCEPT_PAUSE: Duration = Duration::from_secs(1);

/// Serves at most `max_connections` connections at once until `stop` ends, then lets requests under way finish.
/// Further clients wait to be accepted.
pub async fn serve(
    listener: TcpListener,
    service: HttpService,
    max_connections: u32,
    stop: impl Future<Output = ()>,
) {
    let permits = Arc::new(Semaphore::new(max_connections as usize));
    let server =
        Server { service, permits: Arc::clone(&permits), stopping: AtomicBool::new(false) };
    let (server, graceful) = (Arc::new(server), GracefulShutdown::new());
    let mut stop = pin!(stop);
    loop {
        tokio::select! {
            (stream, permit) = accept(&listener, &permits) => {
                server.spawn(stream, permit, graceful.watcher());
            }
            () = &mut stop => break,
        }
    }
    server.stopping.store(true, Relaxed);
    // Closing the listener would reset the connections that wait in it.
    for _ in 0..BACKLOG {
        let Some((stream, permit)) = accept(&listener, &permits).now_or_never() else { break };
        server.spawn(stream, permit, graceful.watcher());
    }
    drop(listener);
    if timeout(GRACE, permits.acquire_many(max_connections)).await.is_ok() {
        return;
    }
    let open = graceful.count();
    if timeout(DRAIN_TIMEOUT, graceful.shutdown()).await.is_err() {
        tracing::warn!(open, "some requests did not end in time");
    }
}

/// Accepts the next connection, once there is a permit for it.
async fn accept(
    listener: &TcpListener,
    permits: &Arc<Semaphore>,
) -> (TcpStream, OwnedSemaphorePermit) {
    #[expect(clippy::expect_used, reason = "a defect of the program, not of what it serves")]
    let permit = Arc::clone(permits).acquire_owned().await.expect("nobody closes the semaphore");
    loop {
        match listener.accept().await {
            Ok((stream, _)) => return (stream, permit),
            Err(error) if error.kind() == io::ErrorKind::ConnectionAborted => {}
            Err(error) => {
                tracing::warn!(%error, "accepting failed");
                sleep(ACCEPT_PAUSE).await;
            }
        }
    }
}

struct Server {
    service: HttpService,
    permits: Arc<Semaphore>,
    /// Whether connections close after the next answer.
    stopping: AtomicBool,
}

impl Server {
    fn spawn(self: &Arc<Self>, stream: TcpStream, permit: OwnedSemaphorePermit, watcher: Watcher) {
        let server = Arc::clone(self);
        tokio::spawn(async move {
            let _permit = permit;
            server.speak(stream, watcher).await;
        });
    }

    /// Serves one client until either side closes the connection.
    async fn speak(&self, stream: TcpStream, watcher: Watcher) {
        let metrics = self.service.metrics();
        let _open = GaugeGuard::new(&metrics.connections);
        metrics.connections_accepted.inc();
        // Setting options fails only on a socket that the client has already closed.
        if prepare(&stream).is_err() {
            return;
        }
        let service = service_fn(|request| self.respond(request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(CLIENT_TIMEOUT)
            .max_buf_size(HEAD_MAX)
            .serve_connection(TokioIo::new(stream), service);
        // A client may break off; faults of our own are logged where they happen.
        if let Err(error) = watcher.watch(connection).await
            && is_timeout(&error)
        {
            metrics.connections_timed_out.inc();
        }
    }

    async fn respond(
        &self,
        request: Request<Incoming>,
    ) -> Result<Response<ResponseBody>, Infallible> {
        // Most requests have no body, and an empty one needs no box.
        let body =
            |body: Incoming| if body.is_end_stream() { Body::empty() } else { Body::new(body) };
        let mut response = self.service.respond(request.map(body)).await;
        // While others wait for a permit, an idle connection must not hold one.
        if self.permits.available_permits() == 0 || self.stopping.load(Relaxed) {
            response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        }
        Ok(response)
    }
}

fn prepare(stream: &TcpStream) -> io::Result<()> {
    // Answers are written whole, so waiting to fill a packet would only delay them.
    stream.set_nodelay(true)?;
    let milliseconds = u32::try_from(CLIENT_TIMEOUT.as_millis()).map_err(io::Error::other)?;
    set_tcp_user_timeout(stream, milliseconds)?;
    Ok(())
}

fn is_timeout(error: &hyper::Error) -> bool {
    let source = error.source().and_then(|source| source.downcast_ref::<io::Error>());
    error.is_timeout() || source.is_some_and(|error| error.kind() == io::ErrorKind::TimedOut)
}
