//! The sockets: accepts connections, speaks HTTP/1.1 on each, closes those whose head does not come,
//! and on a signal lets what is under way end. HTTP/2 and TLS are a proxy's.

use std::time::Duration;

use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;

use super::Front;

/// How long a client may take to send the head of a request, or stay idle between two.
const HEAD_TIMEOUT: Duration = Duration::from_secs(10);

/// How long requests under way have to end once the server is told to stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(10);

/// The most bytes and fields of a request's head. Our own pages for 414 and 431 come well before;
/// past these limits hyper answers with the bare status.
const HEAD_MAX: usize = 64 * 1024;
const FIELDS_MAX: usize = 1024;

/// Serves the site until `stop` ends, then lets requests under way end. A failed accept is logged
/// and the next one awaited.
pub async fn serve(listener: TcpListener, site: Front, stop: impl Future<Output = ()>) {
    let connections = GracefulShutdown::new();
    let mut stop = std::pin::pin!(stop);
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = &mut stop => break,
        };
        match accepted {
            Ok((stream, _)) => {
                // Answers are written whole; waiting to fill a packet only delays them.
                let _ = stream.set_nodelay(true);
                let service = TowerToHyperService::new(site.clone());
                let connection = http1::Builder::new()
                    .timer(TokioTimer::new())
                    .header_read_timeout(HEAD_TIMEOUT)
                    .max_buf_size(HEAD_MAX)
                    .max_headers(FIELDS_MAX)
                    .serve_connection(TokioIo::new(stream), service);
                let connection = connections.watch(connection);
                tokio::spawn(async move {
                    // A client that breaks off is its own affair; faults of ours are logged above.
                    let _ = connection.await;
                });
            }
            Err(error) => {
                tracing::warn!(%error, "accept failed");
                tokio::time::sleep(Duration::from_millis(100)).await;
            }
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN_TIMEOUT, connections.shutdown()).await.is_err() {
        tracing::warn!("some connections did not end in time");
    }
}
