//! A socket that tells its pulse what comes and goes. Where hyper itself answers what is no request, with
//! a bare status, the site's own refusal goes out instead; and what a refused client still sends is
//! thrown away for a moment, since closing on it would take the refusal from its hands.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;

use super::pulse::Pulse;
use super::refusal::Refusals;

/// The most that is thrown away, in bytes.
const THROWN_AWAY: usize = 1024 * 1024;

/// A client's socket.
#[derive(Debug)]
pub struct Stream {
    socket: TcpStream,
    pulse: Arc<Pulse>,
    refusals: Arc<Refusals>,
    /// Whether the request line of the head that is coming has ended.
    line_ended: bool,
    /// What is left of a refusal to send.
    refusal: Option<Vec<u8>>,
    thrown_away: usize,
}

impl Stream {
    pub fn new(socket: TcpStream, pulse: Arc<Pulse>, refusals: Arc<Refusals>) -> Self {
        Self { socket, pulse, refusals, line_ended: false, refusal: None, thrown_away: 0 }
    }

    /// Whether a refusal is to be sent in place of what is written, for hyper writes it by itself.
    fn is_refused(&mut self, written: &[u8]) -> bool {
        if self.pulse.owes() || self.refusal.is_some() {
            return false;
        }
        self.refusal = self.refusals.instead_of(written, self.line_ended);
        if self.refusal.is_some() {
            self.pulse.ends();
        }
        self.refusal.is_some()
    }

    /// Notes whether a write went on or has to wait.
    fn noted(&self, written: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match &written {
            Poll::Pending => self.pulse.waits(),
            Poll::Ready(_) => self.pulse.wrote(),
        }
        written
    }

    fn poll_refusal(&mut self, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        while let Some(left) = self.refusal.as_mut().filter(|left| !left.is_empty()) {
            let written = Pin::new(&mut self.socket).poll_write(context, left);
            let written = match written {
                Poll::Pending => {
                    self.pulse.waits();
                    return Poll::Pending;
                }
                Poll::Ready(written) => written?,
            };
            if written == 0 {
                return Poll::Ready(Err(io::ErrorKind::WriteZero.into()));
            }
            left.drain(..written);
            self.pulse.wrote();
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncRead for Stream {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buffer.filled().len();
        ready!(Pin::new(&mut self.socket).poll_read(context, buffer))?;
        let come = &buffer.filled()[before..];
        if !come.is_empty() {
            if self.pulse.heard() {
                self.line_ended = false;
            }
            self.line_ended = self.line_ended || come.contains(&b'\n');
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.is_refused(bytes) {
            return Poll::Ready(Ok(bytes.len()));
        }
        let written = Pin::new(&mut self.socket).poll_write(context, bytes);
        self.noted(written)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if self.is_refused(pieces.first().map_or(&[], |piece| piece)) {
            return Poll::Ready(Ok(pieces.iter().map(|piece| piece.len()).sum()));
        }
        let written = Pin::new(&mut self.socket).poll_write_vectored(context, pieces);
        self.noted(written)
    }

    fn is_write_vectored(&self) -> bool {
        self.socket.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        if self.refusal.is_some() {
            ready!(self.poll_refusal(context))?;
        }
        ready!(Pin::new(&mut self.socket).poll_flush(context))?;
        self.pulse.flushed();
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        ready!(Pin::new(&mut self.socket).poll_shutdown(context))?;
        if !self.pulse.has_ended() {
            return Poll::Ready(Ok(()));
        }
        self.pulse.linger();
        let mut thrown_away = [0; 4096];
        while self.thrown_away < THROWN_AWAY {
            let mut buffer = ReadBuf::new(&mut thrown_away);
            ready!(Pin::new(&mut self.socket).poll_read(context, &mut buffer))?;
            if buffer.filled().is_empty() {
                break;
            }
            self.thrown_away += buffer.filled().len();
        }
        Poll::Ready(Ok(()))
    }
}

impl Drop for Stream {
    fn drop(&mut self) {
        if self.pulse.is_to_be_reset() {
            // A socket that is gone by itself needs no reset.
            let _ = self.socket.set_zero_linger();
        }
    }
}
