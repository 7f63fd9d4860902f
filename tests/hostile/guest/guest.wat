;; A plugin that does what no plugin should. The path names the deed; the query is its parameter, in which `+` stands for
;; a space and `|` for a line break. A bad deed never answers well: what it must not get, it takes as a 200.
(module
  (import "piazza:plugin/clock@1.0.0" "now" (func $now (result i64)))
  (import "piazza:plugin/log@1.0.0" "write" (func $log (param i32 i32 i32 i32 i32)))
  (import "piazza:plugin/random@1.0.0" "bytes" (func $random (param i32 i32)))
  (import "piazza:plugin/sql@1.0.0" "query" (func $query (param i32 i32 i32 i32 i32)))
  (import "piazza:plugin/sql@1.0.0" "execute" (func $execute (param i32 i32 i32 i32 i32)))

  (type $deed (func (param $text i32) (param $size i32) (result i32)))

  ;; 4 MiB; what the host passes lies from 64 KiB on.
  (memory (export "memory") 64)
  (global $free (mut i32) (i32.const 65536))
  (global $canary (mut i64) (i64.const 0))

  ;; Deeds by name: 16 bytes each, in the order of the table below.
  (data (i32.const 1024)
    "/               /loop           /deep           /memory         "
    "/tables         /calls          /log            /gigabyte       "
    "/large          /headers        /trap           /query          "
    "/execute        /random         /view           /json           "
    "/raw            /link           /field          /to             "
    "/see            /latin          /keep           /look           ")
  (global $deeds i32 (i32.const 24))
  ;; Behind the deeds, 16 empty places.
  (table $table 40 funcref)
  (elem (table $table) (i32.const 0) func
    $fine $loop $deep $memory
    $tables $calls $flood $gigabyte
    $large $headers $trap $ask
    $change $chance $view $json
    $raw $link $field $redirect
    $see $latin $keep $look)

  ;; Texts.
  (data (i32.const 2048) "text/plain")
  (data (i32.const 2064) "fine")
  (data (i32.const 2080) "link")
  (data (i32.const 2096) "page")
  (data (i32.const 2112) "{}")
  (data (i32.const 2128) "clean")
  (data (i32.const 2144) "dirty")
  (data (i32.const 2160) "citt\e0")
  ;; The answer at 3072 (13 words), what host calls answer at 3136, a header at 3200.

  (func (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $align i32) (param $size i32) (result i32)
    (local $place i32)
    (local.set $place (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
    (global.set $free (i32.add (local.get $place) (local.get $size)))
    (local.get $place))

  ;; `result<response, problem>` of web.handle: ok(raw).
  (func $bytes (param $status i32) (param $media i32) (param $media_size i32) (param $headers i32) (param $count i32)
    (param $body i32) (param $body_size i32) (result i32)
    (i32.store (i32.const 3072) (i32.const 0))
    (i32.store (i32.const 3076) (i32.const 1))
    (i32.store (i32.const 3080) (local.get $status))
    (i32.store (i32.const 3084) (local.get $media))
    (i32.store (i32.const 3088) (local.get $media_size))
    (i32.store (i32.const 3092) (local.get $headers))
    (i32.store (i32.const 3096) (local.get $count))
    (i32.store (i32.const 3100) (local.get $body))
    (i32.store (i32.const 3104) (local.get $body_size))
    (i32.store (i32.const 3108) (i32.const 0))
    (i32.const 3072))

  (func $text (param $status i32) (param $body i32) (param $size i32) (result i32)
    (call $bytes (local.get $status) (i32.const 2048) (i32.const 10) (i32.const 0) (i32.const 0)
      (local.get $body) (local.get $size)))

  ;; The same: ok(page).
  (func $page (param $view i32) (param $view_size i32) (param $title i32) (param $title_size i32)
    (param $data i32) (param $data_size i32) (result i32)
    (i32.store (i32.const 3072) (i32.const 0))
    (i32.store (i32.const 3076) (i32.const 0))
    (i32.store (i32.const 3080) (local.get $view))
    (i32.store (i32.const 3084) (local.get $view_size))
    (i32.store (i32.const 3088) (local.get $title))
    (i32.store (i32.const 3092) (local.get $title_size))
    (i32.store (i32.const 3096) (i32.const 200))
    (i32.store (i32.const 3100) (local.get $data))
    (i32.store (i32.const 3104) (local.get $data_size))
    (i32.store (i32.const 3108) (i32.const 0))
    (i32.const 3072))

  (func $fine (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $text (i32.const 200) (i32.const 2064) (i32.const 4)))

  (func $loop (type $deed) (param $text i32) (param $size i32) (result i32)
    (loop $forever (br $forever)) unreachable)

  (func $deep (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $deep (local.get $size) (call $deep (local.get $text) (local.get $size))))

  ;; Grows, and writes to what it got.
  (func $memory (type $deed) (param $text i32) (param $size i32) (result i32) (local $page i32)
    (loop $more
      (local.set $page (memory.grow (i32.const 16)))
      (if (i32.eq (local.get $page) (i32.const -1)) (then (return (call $fine (i32.const 0) (i32.const 0)))))
      (memory.fill (i32.shl (local.get $page) (i32.const 16)) (i32.const 1) (i32.const 1048576))
      (br $more))
    unreachable)

  (func $tables (type $deed) (param $text i32) (param $size i32) (result i32)
    (loop $more
      (br_if $more (i32.ne (table.grow $table (ref.null func) (i32.const 1000)) (i32.const -1))))
    (call $fine (i32.const 0) (i32.const 0)))

  (func $calls (type $deed) (param $text i32) (param $size i32) (result i32)
    (loop $more (drop (call $now)) (br $more)) unreachable)

  ;; 5,000 lines of 64 KiB.
  (func $flood (type $deed) (param $text i32) (param $size i32) (result i32) (local $left i32)
    (memory.fill (i32.const 1048576) (i32.const 108) (i32.const 65536))
    (local.set $left (i32.const 5000))
    (loop $more
      (call $log (i32.const 3) (i32.const 1048576) (i32.const 65536) (i32.const 0) (i32.const 0))
      (local.set $left (i32.sub (local.get $left) (i32.const 1)))
      (br_if $more (local.get $left)))
    (call $fine (i32.const 0) (i32.const 0)))

  (func $gigabyte (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $text (i32.const 200) (i32.const 0) (i32.const 1073741824)))

  ;; 6 MiB, which it has.
  (func $large (type $deed) (param $text i32) (param $size i32) (result i32)
    (drop (memory.grow (i32.const 64)))
    (call $text (i32.const 200) (i32.const 0) (i32.const 6291456)))

  ;; 50,000 headers whose values are all the same 64 KiB: 3 GiB in a megabyte.
  (func $headers (type $deed) (param $text i32) (param $size i32) (result i32) (local $at i32)
    (memory.fill (i32.const 1048576) (i32.const 108) (i32.const 65536))
    (local.set $at (i32.const 2097152))
    (loop $more
      (i32.store (local.get $at) (i32.const 2080))
      (i32.store offset=4 (local.get $at) (i32.const 4))
      (i32.store offset=8 (local.get $at) (i32.const 1048576))
      (i32.store offset=12 (local.get $at) (i32.const 65536))
      (local.set $at (i32.add (local.get $at) (i32.const 16)))
      (br_if $more (i32.lt_u (local.get $at) (i32.const 2897152))))
    (call $bytes (i32.const 200) (i32.const 2048) (i32.const 10) (i32.const 2097152) (i32.const 50000)
      (i32.const 2064) (i32.const 4)))

  (func $trap (type $deed) (param $text i32) (param $size i32) (result i32) unreachable)

  ;; `result<_, error>` of sql at 3136: the error's text as a 422.
  (func $outcome (param $error i32) (result i32)
    (if (result i32) (i32.load8_u (i32.const 3136))
      (then (call $text (i32.const 422) (i32.load offset=4 (local.get $error)) (i32.load offset=8 (local.get $error))))
      (else (call $fine (i32.const 0) (i32.const 0)))))

  (func $ask (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $query (local.get $text) (local.get $size) (i32.const 0) (i32.const 0) (i32.const 3136))
    (call $outcome (i32.const 3140)))

  (func $change (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $execute (local.get $text) (local.get $size) (i32.const 0) (i32.const 0) (i32.const 3136))
    ;; The u64 beside the error aligns both to 8.
    (call $outcome (i32.const 3144)))

  (func $chance (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $random (i32.const 65537) (i32.const 3136))
    (call $fine (i32.const 0) (i32.const 0)))

  (func $view (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $page (local.get $text) (local.get $size) (i32.const 2096) (i32.const 4) (i32.const 2112) (i32.const 2)))

  (func $json (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $page (i32.const 2096) (i32.const 4) (i32.const 2096) (i32.const 4) (local.get $text) (local.get $size)))

  ;; A title that is not UTF-8.
  (func $latin (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $page (i32.const 2096) (i32.const 4) (i32.const 2160) (i32.const 5) (i32.const 2112) (i32.const 2)))

  (func $raw (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $bytes (i32.const 200) (local.get $text) (local.get $size) (i32.const 0) (i32.const 0)
      (i32.const 2064) (i32.const 4)))

  (func $with_header (param $name i32) (param $name_size i32) (param $value i32) (param $value_size i32) (result i32)
    (i32.store (i32.const 3200) (local.get $name))
    (i32.store (i32.const 3204) (local.get $name_size))
    (i32.store (i32.const 3208) (local.get $value))
    (i32.store (i32.const 3212) (local.get $value_size))
    (call $bytes (i32.const 200) (i32.const 2048) (i32.const 10) (i32.const 3200) (i32.const 1)
      (i32.const 2064) (i32.const 4)))

  (func $link (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $with_header (i32.const 2080) (i32.const 4) (local.get $text) (local.get $size)))

  (func $field (type $deed) (param $text i32) (param $size i32) (result i32)
    (call $with_header (local.get $text) (local.get $size) (i32.const 2064) (i32.const 4)))

  (func $redirect (type $deed) (param $text i32) (param $size i32) (result i32)
    (i32.store (i32.const 3072) (i32.const 0))
    (i32.store (i32.const 3076) (i32.const 2))
    (i32.store (i32.const 3080) (local.get $text))
    (i32.store (i32.const 3084) (local.get $size))
    (i32.store (i32.const 3088) (i32.const 0))
    (i32.const 3072))

  (func $see (type $deed) (param $text i32) (param $size i32) (result i32)
    (drop (call $redirect (local.get $text) (local.get $size)))
    (i32.store (i32.const 3076) (i32.const 3))
    (i32.const 3072))

  ;; Leaves something wherever an instance can: 32 MiB of memory, a global, a table.
  (func $keep (type $deed) (param $text i32) (param $size i32) (result i32)
    (drop (memory.grow (i32.const 448)))
    (memory.fill (i32.const 1048576) (i32.const 0xa5) (i32.const 32505856))
    (global.set $canary (i64.const 0xa5a5a5a5))
    (drop (table.grow $table (ref.func $keep) (i32.const 1000)))
    (table.fill $table (i32.const 24) (ref.func $keep) (i32.const 1016))
    (call $fine (i32.const 0) (i32.const 0)))

  ;; Looks for what somebody else has left there.
  (func $look (type $deed) (param $text i32) (param $size i32) (result i32) (local $at i32)
    (block $dirty
      (br_if $dirty (i64.ne (global.get $canary) (i64.const 0)))
      (br_if $dirty (i32.ne (table.size $table) (i32.const 40)))
      (br_if $dirty (i32.ne (memory.size) (i32.const 64)))
      (drop (table.grow $table (ref.null func) (i32.const 1000)))
      (local.set $at (i32.const 24))
      (loop $next
        (br_if $dirty (i32.eqz (ref.is_null (table.get $table (local.get $at)))))
        (local.set $at (i32.add (local.get $at) (i32.const 1)))
        (br_if $next (i32.lt_u (local.get $at) (i32.const 1040))))
      (drop (memory.grow (i32.const 448)))
      (local.set $at (i32.const 1048576))
      (loop $next
        (br_if $dirty (i64.ne (i64.load (local.get $at)) (i64.const 0)))
        (local.set $at (i32.add (local.get $at) (i32.const 8)))
        (br_if $next (i32.lt_u (local.get $at) (i32.const 33554432))))
      (return (call $text (i32.const 200) (i32.const 2128) (i32.const 5))))
    (call $text (i32.const 200) (i32.const 2144) (i32.const 5)))

  (func $replace (param $text i32) (param $size i32) (param $from i32) (param $to i32)
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $size)))
        (local.set $size (i32.sub (local.get $size) (i32.const 1)))
        (if (i32.eq (i32.load8_u (i32.add (local.get $text) (local.get $size))) (local.get $from))
          (then (i32.store8 (i32.add (local.get $text) (local.get $size)) (local.get $to))))
        (br $next))))

  ;; The deed of a path, which is brought to 16 bytes at 3136 first. A path that names none traps.
  (func $named (param $path i32) (param $size i32) (result i32) (local $index i32) (local $name i32)
    (memory.fill (i32.const 3136) (i32.const 32) (i32.const 16))
    (if (i32.gt_u (local.get $size) (i32.const 16)) (then unreachable))
    (memory.copy (i32.const 3136) (local.get $path) (local.get $size))
    (loop $next
      (if (i32.eq (local.get $index) (global.get $deeds)) (then unreachable))
      (local.set $name (i32.add (i32.const 1024) (i32.shl (local.get $index) (i32.const 4))))
      (if (i32.and
            (i64.eq (i64.load (local.get $name)) (i64.load (i32.const 3136)))
            (i64.eq (i64.load offset=8 (local.get $name)) (i64.load (i32.const 3144))))
        (then (return (local.get $index))))
      (local.set $index (i32.add (local.get $index) (i32.const 1)))
      (br $next))
    unreachable)

  (func (export "piazza:plugin/web@1.0.0#handle")
    (param $method i32) (param $path i32) (param $path_size i32) (param $query i32) (param $query_size i32)
    (param $headers i32) (param $headers_count i32) (param $body i32) (param $body_size i32)
    (param $language i32) (param $language_size i32) (param $mount i32) (param $mount_size i32)
    (param $id i32) (param $id_size i32) (result i32)
    (call $replace (local.get $query) (local.get $query_size) (i32.const 43) (i32.const 32))
    (call $replace (local.get $query) (local.get $query_size) (i32.const 124) (i32.const 10))
    (call_indirect $table (type $deed) (local.get $query) (local.get $query_size)
      (call $named (local.get $path) (local.get $path_size))))

  ;; On other plugins' pages it only traps.
  (func (export "piazza:plugin/slots@1.0.0#render")
    (param i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
    unreachable))
