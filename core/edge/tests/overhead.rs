//! temporary
#![allow(clippy::unwrap_used, clippy::print_stdout)]
#[cfg(test)]
mod town;
use piazza_runtime::web::*;
use town::*;
fn cpu() -> f64 {
    // utime+stime
    let s = std::fs::read_to_string("/proc/self/stat").unwrap();
    let f: Vec<&str> = s.rsplit_once(')').unwrap().1.split_whitespace().collect();
    let own = (f[11].parse::<f64>().unwrap() + f[12].parse::<f64>().unwrap()) * 10_000.0;
    own
}
async fn drive(address: std::net::SocketAddr, req: &str, n: usize) -> f64 {
    let mut c = Client::connect(address).await;
    use tokio::io::*;
    c.send(req).await;
    let a = c.answer(true).await.unwrap();
    println!(
        "{} {} bytes {:?}",
        a.status,
        a.body.len(),
        a.headers
            .iter()
            .map(|(n, v)| n.len() + v.len() + 4)
            .sum::<usize>()
    );
    // size of one answer
    c.send(req).await;
    let mut b = vec![0; 100_000];
    let size = c.0.read(&mut b).await.unwrap();
    let t = cpu();
    for _ in 0..n {
        c.0.write_all(req.as_bytes()).await.unwrap();
        c.0.read_exact(&mut b[..size]).await.unwrap();
    }
    (cpu() - t) / n as f64
}
#[test]
fn measure() {
    piazza_telemetry::init_logging(piazza_telemetry::LogFormat::Json);
    let rt = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    rt.block_on(async {
        let big = "x".repeat(20_000);
        let files: Vec<(&'static str,&'static str)> = vec![("probe/views/page.hbs", Box::leak(format!("<p>{{{{word}}}}</p>{big}").into_boxed_str()))];
        let shared = || Caching::Shared(Shared{max_age:60,tags:vec![]});
        let town = Town::open(Plan { files, pages: vec![("/", Deed::Answer(page("page", shared()))), ("/echo", Deed::Echo), ("/raw", Deed::Answer(Response::Raw(raw("text/plain"))))], ..Plan::default() }).await;
        let l = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap(); let plain = l.local_addr().unwrap();
        tokio::spawn(async move { loop { let (s,_) = l.accept().await.unwrap(); tokio::spawn(async move {
            let mut b = hyper_util::server::conn::auto::Builder::new(hyper_util::rt::TokioExecutor::new());
            b.http1().timer(hyper_util::rt::TokioTimer::new());
            let _ = b.serve_connection(hyper_util::rt::TokioIo::new(s), hyper::service::service_fn(|_| async { Ok::<_, std::convert::Infallible>(http::Response::new(http_body_util::Full::new(bytes::Bytes::from_static(b"hello")))) })).await; }); } });
        let browser = "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0\r\nAccept: text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8\r\nAccept-Language: it,en;q=0.5\r\nConnection: keep-alive\r\nUpgrade-Insecure-Requests: 1\r\nSec-Fetch-Dest: document\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Site: none\r\nPriority: u=0, i\r\n";
        let asset = { let t = town.tenancy.state().tenant_of_host("town.test").unwrap(); t.theme.asset_url("css/site.css").unwrap().to_owned() };
        for h in [browser] {
        let g = |p: &str, e: &str| format!("GET {p} HTTP/1.1\r\nHost: town.test\r\n{h}{e}\r\n");
        let n = 20_000;
        for round in 0..1 {
        println!("-- round {round} headers {}", h.len());
        println!("hyper    {:.1} us", drive(plain, &g("/",""), n).await);
        println!("421      {:.1} us", drive(town.address, "GET / HTTP/1.1\r\nHost: x.test\r\nAccept: text/plain\r\n\r\n", n).await);
        println!("asset    {:.1} us", drive(town.address, &g(&asset,""), n).await);
        println!("raw      {:.1} us", drive(town.address, &g("/raw",""), n).await);
        println!("page     {:.1} us", drive(town.address, &g("/",""), n).await);
        println!("page br  {:.1} us", drive(town.address, &g("/","Accept-Encoding: gzip, deflate, br\r\n"), n).await);
        }}
        let t = town.tenancy.state().tenant_of_host("town.test").unwrap();
        let (m,_) = t.route("/raw").unwrap();
        let rq = Request{method:Method::Get,path:"/raw".into(),query:String::new(),headers:vec![Header{name:"host".into(),value:"town.test".into()}],body:vec![],language:"it".into(),mount:"/".into(),request_id:"0".repeat(32)};
        let c=cpu(); for _ in 0..20_000 { m.handle(&rq).await.unwrap().unwrap(); } println!("mounted.handle {:.1} us", (cpu()-c)/20_000.0);
    });
}
