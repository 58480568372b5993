#!/bin/bash
# A Rust client of event streams sends an empty Last-Event-ID for an id in a block without data.
#
# WHATWG HTML §9.2.6: at a blank line the last event ID is set, with or without data before it. So
# after `id: 7` and a blank line a client comes back with `Last-Event-ID: 7`. §9.2.3: without an id
# the header is left out.
# Seen with Rust 1.95.0, on 28 November 2026, after a stream that ended behind such a block:
#   reqwest-eventsource 0.6.0   the header with an empty value
# With a line `data: x` in the block it comes back with 7.
# A server that refuses an empty value therefore stops this client for good at its first return.
# Building takes about a minute on two cores.
set -u
command -v cargo >/dev/null || { echo 'cargo is not installed'; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder" || exit 1
mkdir src
cat > Cargo.toml <<'END'
[package]
name = "seen"
version = "0.1.0"
edition = "2021"

[dependencies]
reqwest-eventsource = "=0.6.0"
reqwest = { version = "0.12", default-features = false }
tokio = { version = "1", features = ["rt", "macros", "time"] }
futures-util = { version = "0.3", default-features = false }
END
cat > src/main.rs <<'END'
use futures_util::StreamExt;
use reqwest_eventsource::EventSource;
use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::thread::{spawn, JoinHandle};
use std::time::Duration;

const HEAD: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\nconnection: close\r\n\r\n";

fn request(socket: &mut TcpStream) -> String {
    let mut text = String::new();
    let mut buffer = [0; 4096];
    while !text.contains("\r\n\r\n") {
        let length = socket.read(&mut buffer).unwrap();
        text.push_str(std::str::from_utf8(&buffer[..length]).unwrap());
    }
    text
}

/// Answers with `block` and the end. Returns the value of Last-Event-ID in the next request.
fn serve(listener: TcpListener, block: &'static str) -> JoinHandle<String> {
    spawn(move || {
        let (mut first, _) = listener.accept().unwrap();
        request(&mut first);
        first.write_all(HEAD.as_bytes()).unwrap();
        first.write_all(block.as_bytes()).unwrap();
        drop(first);
        let (mut second, _) = listener.accept().unwrap();
        let name = "last-event-id:";
        match request(&mut second).lines().find(|line| line.to_lowercase().starts_with(name)) {
            Some(line) => format!("{:?}", line[name.len()..].trim()),
            None => "no header".to_string(),
        }
    })
}

#[tokio::main(flavor = "current_thread")]
async fn main() {
    for (name, block) in [("id alone", "id: 7\n\n"), ("id and data", "id: 7\ndata: x\n\n")] {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/", listener.local_addr().unwrap());
        let server = serve(listener, block);
        let mut source = EventSource::get(address);
        while !server.is_finished() {
            let _ = tokio::time::timeout(Duration::from_millis(50), source.next()).await;
        }
        source.close();
        println!("reqwest-eventsource 0.6.0, {name}: {}", server.join().unwrap());
    }
}
END
cargo --version
export NO_PROXY=127.0.0.1 CARGO_PROFILE_DEV_DEBUG=0 CARGO_TARGET_DIR="$folder/target"
timeout 110 cargo build --quiet || { echo 'not built within 110 s'; exit 1; }
seen=$(timeout 30 target/debug/seen) || exit 1
echo "$seen"
[ "$seen" = 'reqwest-eventsource 0.6.0, id alone: ""
reqwest-eventsource 0.6.0, id and data: "7"' ] && echo 'as seen before' && exit 0
echo 'changed'
exit 1
