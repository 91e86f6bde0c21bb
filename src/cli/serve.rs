//! The command `serve`: opens sockets as the arguments say, and reloads or stops at signals.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use futures_util::FutureExt;
use futures_util::future::{BoxFuture, Shared};
use gyeongsan::clock::Clock;
use gyeongsan::hangul::{Particle, with_particle};
use gyeongsan::live::{DataSource, Live, Loader, Watcher};
use gyeongsan::process;
use gyeongsan::seeds::SeedSource;
use gyeongsan::web::{self, App, HttpService};
use listenfd::ListenFd;
use sd_notify::NotifyState;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};

use super::args::{CommandError, SiteArgs, SourceArgs, say};
use super::logs::{self, LogFormat};
use super::supervisor;

#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    source: SourceArgs,
    /// 사이트를 열 주소와 포트. 포트 0은 빈 포트를 고릅니다
    #[arg(
        long,
        value_name = "주소:포트",
        env = "GYEONGSAN_LISTEN",
        default_value = "127.0.0.1:8080"
    )]
    listen: String,
    /// 운영자용 주소(/health/ready, /metrics)를 따로 열 주소와 포트. 적지 않으면 사이트와 함께 엽니다
    #[arg(long, value_name = "주소:포트", env = "GYEONGSAN_ADMIN_LISTEN")]
    admin_listen: Option<String>,
    #[command(flatten)]
    site: SiteArgs,
    /// 자료가 바뀌면 다시 읽습니다
    #[arg(long, env = "GYEONGSAN_WATCH")]
    watch: bool,
    /// 한꺼번에 받아들일 연결 수. 넘치면 자리가 날 때까지 기다리게 합니다. 적지 않으면 열 수 있는 파일 수에 맞추고,
    /// 많아도 8192개까지 받습니다
    #[arg(long, value_name = "수", env = "GYEONGSAN_MAX_CONNECTIONS",
          value_parser = clap::value_parser!(u32).range(1..))]
    max_connections: Option<u32>,
    /// 한꺼번에 처리할 요청 수. 넘치면 차례를 기다리게 합니다
    #[arg(long, value_name = "수", env = "GYEONGSAN_MAX_REQUESTS", default_value_t = 256,
          value_parser = clap::value_parser!(u32).range(1..))]
    max_requests: u32,
    /// 완성된 페이지를 담아 둘 메모리의 크기(MiB)
    #[arg(long, value_name = "크기", env = "GYEONGSAN_PAGE_CACHE_MB", default_value_t = 64)]
    page_cache_mb: u32,
    /// 로그의 형식
    #[arg(
        long,
        value_enum,
        value_name = "형식",
        env = "GYEONGSAN_LOG_FORMAT",
        default_value = "text"
    )]
    log_format: LogFormat,
}

/// How many connections readers may have open at once unless the operator says otherwise.
const MAX_CONNECTIONS: u32 = 8192;

/// How many connections operators may have open at once.
const ADMIN_CONNECTIONS: u32 = 32;

/// File descriptors kept for everything but connections: the database, the log, a reload, a download being made.
const FILES_KEPT: u64 = 48;

/// Serves the site until a signal ends it. It does not wait for what is still being built then.
pub fn serve(args: &ServeArgs) -> Result<ExitCode, CommandError> {
    logs::init(args.log_format)?;
    let runtime = Runtime::new()?;
    let served = runtime.block_on(open_and_serve(args));
    runtime.shutdown_background();
    served
}

async fn open_and_serve(args: &ServeArgs) -> Result<ExitCode, CommandError> {
    let (stop, hang_up) = (stop_signal()?, signal(SignalKind::hangup())?);
    let mut sockets = ListenFd::from_env();
    let site = match inherited(&mut sockets, 0)? {
        Some(site) => site,
        None => bind(&args.listen, "--listen").await?,
    };
    let admin = match (inherited(&mut sockets, 1)?, &args.admin_listen) {
        (None, Some(address)) => Some(bind(address, "--admin-listen").await?),
        (inherited, _) => inherited,
    };
    let own_url = format!("http://{}", site.local_addr()?);
    let (source, config) = (args.source.source()?, args.site.config(&own_url)?);
    let loader = Loader { source, config, clock: Clock::Seoul };
    let watcher = args.watcher(&loader.source).await?;
    let snapshot = tokio::select! {
        snapshot = loader.load() => snapshot?,
        () = stop.clone() => return Ok(ExitCode::SUCCESS),
    };
    tracing::info!(facts = snapshot.facts(), digest = snapshot.digest(), "snapshot ready");
    let live = Arc::new(Live::new(snapshot, loader.clock.now()));
    let app =
        App::new(Arc::clone(&live), loader.clock, u64::from(args.page_cache_mb) * 1024 * 1024);
    say(format!("사이트를 열었습니다: {own_url}/ (끝내려면 Ctrl+C)"))?;
    if let Some(admin) = &admin {
        say(format!("운영자용 주소를 열었습니다: http://{}/metrics", admin.local_addr()?))?;
    }
    let max_requests = args.max_requests as usize;
    let service = match &admin {
        Some(_) => HttpService::site(app.clone(), max_requests),
        None => HttpService::site_and_operations(app.clone(), max_requests),
    };
    let serving = web::serve(site, service, args.max_connections()?, stop.clone());
    let operating = async {
        if let Some(admin) = admin {
            let service = HttpService::operations(app);
            web::serve(admin, service, ADMIN_CONNECTIONS, stop.clone()).await;
        }
    };
    let watching = async {
        match watcher {
            Some(watcher) => watcher.watch(&live).await,
            None => std::future::pending().await,
        }
    };
    let beside = async {
        tokio::join!(
            live.keep_current(&loader),
            watching,
            reload_at(hang_up, &live),
            supervisor::watchdog()
        )
    };
    let supervised = async {
        supervisor::tell(&[NotifyState::Ready]);
        stop.clone().await;
        supervisor::tell(&[NotifyState::Stopping]);
        tracing::info!("stopping");
    };
    tokio::select! {
        _ = async { tokio::join!(serving, operating, supervised) } => {}
        _ = beside => {}
    }
    Ok(ExitCode::SUCCESS)
}

impl ServeArgs {
    /// As many connections as were asked for, but no more than there may be open files.
    fn max_connections(&self) -> Result<u32, CommandError> {
        process::raise_open_files_max()?;
        let wanted = self.max_connections.unwrap_or(MAX_CONNECTIONS);
        let files = process::open_files_max().map(|files| files.saturating_sub(FILES_KEPT).max(1));
        // A limit that no `u32` holds is high enough.
        let most = files.and_then(|files| u32::try_from(files).ok()).unwrap_or(wanted);
        if most < wanted {
            tracing::warn!(wanted, most, "fewer connections, for want of open files (ulimit -n)");
        }
        Ok(wanted.min(most))
    }

    /// The watcher of the source, if it is to be watched.
    async fn watcher(&self, source: &DataSource) -> Result<Option<Watcher>, CommandError> {
        if !self.watch {
            return Ok(None);
        }
        match source {
            DataSource::Seeds(SeedSource::Folder(path)) | DataSource::Database(path) => {
                Ok(Some(Watcher::new(path.clone()).await))
            }
            DataSource::Seeds(SeedSource::Embedded) => {
                Err("--watch를 쓰려면 --seeds나 --database도 적으세요.".into())
            }
        }
    }
}

/// The socket that systemd opened at this index, if there is one.
fn inherited(sockets: &mut ListenFd, index: usize) -> io::Result<Option<TcpListener>> {
    let Some(listener) = sockets.take_tcp_listener(index)? else { return Ok(None) };
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener).map(Some)
}

async fn bind(address: &str, option: &str) -> Result<TcpListener, CommandError> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|error| {
        let what = if error.kind() == io::ErrorKind::AddrInUse {
            format!("{} 다른 프로그램이 쓰고 있습니다.", with_particle(address, Particle::Topic))
        } else {
            format!("{address}에서 열 수 없습니다 ({error}).")
        };
        format!("{what} {option}에 다른 주소를 적으세요.").into()
    })
}

/// A future that ends at the first SIGINT or SIGTERM, for everyone who waits for it.
fn stop_signal() -> io::Result<Shared<BoxFuture<'static, ()>>> {
    let (mut interrupt, mut terminate) =
        (signal(SignalKind::interrupt())?, signal(SignalKind::terminate())?);
    let stop = async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    Ok(stop.boxed().shared())
}

/// Reloads at each SIGHUP, for ever.
async fn reload_at(mut hang_up: Signal, live: &Live) {
    while hang_up.recv().await.is_some() {
        supervisor::reloading();
        live.reloaded().await;
        supervisor::tell(&[NotifyState::Ready]);
    }
    std::future::pending::<()>().await;
}
