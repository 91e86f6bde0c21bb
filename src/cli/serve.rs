//! Serving: from the arguments to open sockets, and from the signals to reloads and the end.

use std::io;
use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;
use gyeongsan::clock::Clock;
use gyeongsan::live::{Builder, Live, LoadError, Loader, Watcher};
use gyeongsan::process;
use gyeongsan::progress::Progress;
use gyeongsan::web::{self, App, HttpService};
use listenfd::ListenFd;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use super::logs::{self, LogFormat};
use super::{BuildArgs, Failure, place, say, supervisor};

#[derive(Debug, Args)]
pub struct ServeArgs {
    #[command(flatten)]
    build: BuildArgs,
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
    /// 사이트의 바깥 주소. 인용문과 절대 주소에 씁니다. 적지 않으면 여는 주소를 씁니다
    #[arg(long, value_name = "주소", env = "GYEONGSAN_PUBLIC_URL")]
    public_url: Option<String>,
    /// 바로잡을 곳을 알리는 전자우편 주소. 적지 않으면 연락처가 없다고 안내합니다
    #[arg(long, value_name = "전자우편", env = "GYEONGSAN_CONTACT")]
    contact: Option<String>,
    /// 시드 폴더가 바뀌면 스스로 다시 읽습니다
    #[arg(long, env = "GYEONGSAN_WATCH")]
    watch: bool,
    /// 시드에 잘못이 있거나 데이터베이스를 만들 수 없으면, 전에 만든 데이터베이스로 사이트를 엽니다
    #[arg(long, env = "GYEONGSAN_FALLBACK")]
    fallback: bool,
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
    /// 기록(로그)의 꼴
    #[arg(long, value_enum, env = "GYEONGSAN_LOG_FORMAT", default_value = "text")]
    log_format: LogFormat,
}

/// How many connections readers may have open at once unless the operator says otherwise.
const MAX_CONNECTIONS: u32 = 8192;

/// How many connections operators may have open at once.
const ADMIN_CONNECTIONS: u32 = 32;

/// File descriptors for all but connections: the database, the log, a reload, a download being made.
const FILES_KEPT: u64 = 48;

/// Serves the site until a signal ends it. What is still being built then is not waited for.
pub fn serve(args: &ServeArgs) -> Result<ExitCode, Failure> {
    logs::begin(args.log_format);
    let runtime = Runtime::new()?;
    let served = runtime.block_on(open_and_serve(args));
    runtime.shutdown_background();
    served
}

async fn open_and_serve(args: &ServeArgs) -> Result<ExitCode, Failure> {
    let (mut ends, hang_up) = (Ends::new()?, signal(SignalKind::hangup())?);
    let sockets = Sockets::open(args).await?;
    let own_url = format!("http://{}", sockets.site.local_addr()?);
    let loader = args.loader(&own_url)?;
    let watcher = args.watcher().await;
    let live = tokio::select! {
        live = begin(&loader, args.fallback) => Arc::new(live?),
        () = ends.come() => return Ok(ExitCode::SUCCESS),
    };
    let app =
        App::new(Arc::clone(&live), loader.clock, u64::from(args.page_cache_mb) * 1024 * 1024);
    say(format!("{own_url}/ 에서 사이트를 열었습니다. 끝내려면 Ctrl+C를 누르세요."))?;
    if let Some(admin) = &sockets.admin {
        say(format!("http://{}/metrics 에 운영자용 주소를 열었습니다.", admin.local_addr()?))?;
    }
    let stop = watch::Sender::new(false);
    let stopped = || {
        let mut stop = stop.subscribe();
        async move {
            // An end without a word is an end too.
            let _ = stop.wait_for(|stop| *stop).await;
        }
    };
    let max_requests = args.max_requests as usize;
    let site = match &sockets.admin {
        Some(_) => HttpService::site(app.clone(), max_requests),
        None => HttpService::site_and_operations(app.clone(), max_requests),
    };
    let serving = web::serve(sockets.site, site, args.max_connections()?, stopped());
    let admin = async {
        if let Some(listener) = sockets.admin {
            let service = HttpService::operations(app);
            web::serve(listener, service, ADMIN_CONNECTIONS, stopped()).await;
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
    let orders = async {
        supervisor::ready();
        ends.come().await;
        supervisor::stopping();
        tracing::info!("stopping");
        stop.send_replace(true);
    };
    tokio::select! {
        _ = async { tokio::join!(serving, admin, orders) } => {}
        _ = beside => {}
    }
    Ok(ExitCode::SUCCESS)
}

/// Begins with what the seeds say; where that cannot be loaded and there may be a fallback, with what was built last.
async fn begin(loader: &Loader, fallback: bool) -> Result<Live, Failure> {
    let error = match loader.load(None, Progress::on_terminal()).await {
        Ok(Some((snapshot, built))) => {
            let digest = snapshot.digest();
            tracing::info!(facts = snapshot.facts(), digest, ?built, "snapshot ready");
            return Ok(Live::new(snapshot, loader.clock.now()));
        }
        Ok(None) => return Err("시드를 읽지 못했습니다.".into()),
        Err(error) => error,
    };
    if fallback {
        match loader.last().await {
            Ok(Some(snapshot)) => {
                let (digest, cause) = (snapshot.digest(), error.summary());
                tracing::error!(
                    cause,
                    digest,
                    "the seeds could not be loaded; falling back to what was built last"
                );
                return Ok(Live::instead(snapshot, loader.clock.now(), &error));
            }
            Ok(None) => tracing::warn!("there is nothing whole to fall back on"),
            Err(error) => tracing::warn!(%error, "what was built last cannot be served"),
        }
    }
    Err(match error {
        LoadError::Seeds(mistakes) => mistakes.into(),
        error => error.into(),
    })
}

impl ServeArgs {
    /// What to serve, and as whose.
    fn loader(&self, own_url: &str) -> Result<Loader, Failure> {
        let public_url = self.public_url.as_deref().unwrap_or(own_url);
        let place = place(public_url, self.contact.as_deref())?;
        if self.watch && self.build.seeds.seeds.is_none() {
            return Err("--watch는 지켜볼 폴더가 있어야 합니다. --seeds로 적어 주세요.".into());
        }
        Ok(Loader {
            seeds: self.build.seeds.source(),
            database: self.build.database.clone(),
            place,
            clock: Clock::Seoul,
            builder: Some(Builder::own()),
        })
    }

    /// As many connections as were asked for, but no more than there may be open files.
    fn max_connections(&self) -> Result<u32, Failure> {
        process::raise_open_files_max()?;
        let wanted = self.max_connections.unwrap_or(MAX_CONNECTIONS);
        let files = process::open_files_max().map(|files| files.saturating_sub(FILES_KEPT).max(1));
        // So many that no number here holds them are enough.
        let most = files.and_then(|files| u32::try_from(files).ok()).unwrap_or(wanted);
        if most < wanted {
            tracing::warn!(wanted, most, "fewer connections, for want of open files (ulimit -n)");
        }
        Ok(wanted.min(most))
    }

    /// Looks at the folder of the seeds, if it is to be watched.
    async fn watcher(&self) -> Option<Watcher> {
        match (&self.build.seeds.seeds, self.watch) {
            (Some(folder), true) => Some(Watcher::new(folder.clone()).await),
            _ => None,
        }
    }
}

/// Where readers and operators come in.
struct Sockets {
    site: TcpListener,
    admin: Option<TcpListener>,
}

impl Sockets {
    /// The sockets that systemd opened, the site's first; otherwise those that the arguments name.
    async fn open(args: &ServeArgs) -> Result<Self, Failure> {
        let mut inherited = ListenFd::from_env();
        let site = match inherited_socket(&mut inherited, 0)? {
            Some(listener) => listener,
            None => bind(&args.listen, "--listen").await?,
        };
        let admin = match (inherited_socket(&mut inherited, 1)?, &args.admin_listen) {
            (Some(listener), _) => Some(listener),
            (None, Some(address)) => Some(bind(address, "--admin-listen").await?),
            (None, None) => None,
        };
        Ok(Self { site, admin })
    }
}

fn inherited_socket(inherited: &mut ListenFd, index: usize) -> io::Result<Option<TcpListener>> {
    if index >= inherited.len() {
        return Ok(None);
    }
    let Some(listener) = inherited.take_tcp_listener(index)? else { return Ok(None) };
    listener.set_nonblocking(true)?;
    TcpListener::from_std(listener).map(Some)
}

async fn bind(address: &str, option: &str) -> Result<TcpListener, Failure> {
    let bound = TcpListener::bind(address).await;
    bound.map_err(|error| {
        format!("{address}에서 열 수 없습니다 ({error}). 다른 주소를 {option}으로 적어 주세요.")
            .into()
    })
}

/// SIGINT and SIGTERM.
struct Ends {
    interrupt: Signal,
    terminate: Signal,
}

impl Ends {
    fn new() -> io::Result<Self> {
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self { interrupt, terminate: signal(SignalKind::terminate())? })
    }

    /// Waits for one of them.
    async fn come(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

/// Reloads at each SIGHUP, for ever.
async fn reload_at(mut hang_up: Signal, live: &Live) {
    while hang_up.recv().await.is_some() {
        supervisor::reloading();
        live.reloaded().await;
        supervisor::ready();
    }
    std::future::pending::<()>().await;
}
