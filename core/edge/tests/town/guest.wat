;; A plugin that answers what the test laid out in its memory: it looks the path (or the slot) up in a table of
;; (key pointer, key length, answer pointer), which ends with a zero. Three pointers are no answers but deeds.
(module
  (memory (export "memory") 80)
  (global $free (mut i32) (i32.const {HEAP}))
  (global $out (mut i32) (i32.const {ECHO}))

  (func (export "cabi_realloc") (param $old i32) (param $old_size i32) (param $align i32) (param $size i32) (result i32)
    (local $place i32)
    (local.set $place (i32.and (i32.add (global.get $free) (i32.const 7)) (i32.const -8)))
    (global.set $free (i32.add (local.get $place) (local.get $size)))
    (local.get $place))

  (func $same (param $a i32) (param $b i32) (param $size i32) (result i32)
    (block $different
      (loop $next
        (if (i32.eqz (local.get $size)) (then (return (i32.const 1))))
        (br_if $different (i32.ne (i32.load8_u (local.get $a)) (i32.load8_u (local.get $b))))
        (local.set $a (i32.add (local.get $a) (i32.const 1)))
        (local.set $b (i32.add (local.get $b) (i32.const 1)))
        (local.set $size (i32.sub (local.get $size) (i32.const 1)))
        (br $next)))
    (i32.const 0))

  (func $find (param $table i32) (param $key i32) (param $size i32) (result i32)
    (loop $next
      (if (i32.eqz (i32.load (local.get $table))) (then unreachable))
      (if (i32.and
            (i32.eq (i32.load offset=4 (local.get $table)) (local.get $size))
            (call $same (i32.load (local.get $table)) (local.get $key) (local.get $size)))
        (then (return (i32.load offset=8 (local.get $table)))))
      (local.set $table (i32.add (local.get $table) (i32.const 12)))
      (br $next))
    unreachable)

  ;; 0 traps, 1 never ends.
  (func $do (param $answer i32) (result i32)
    (if (i32.eqz (local.get $answer)) (then unreachable))
    (if (i32.eq (local.get $answer) (i32.const 1)) (then (loop $forever (br $forever))))
    (local.get $answer))

  (func $put (param $from i32) (param $size i32)
    (memory.copy (global.get $out) (local.get $from) (local.get $size))
    (global.set $out (i32.add (global.get $out) (local.get $size))))

  (func $mark (param $byte i32)
    (i32.store8 (global.get $out) (local.get $byte))
    (global.set $out (i32.add (global.get $out) (i32.const 1))))

  ;; 2 answers with what the plugin was given: method path?query, language mount, headers, body.
  (func (export "piazza:plugin/web@1.0.0#handle")
    (param $method i32) (param $path i32) (param $path_size i32) (param $query i32) (param $query_size i32)
    (param $headers i32) (param $headers_count i32) (param $body i32) (param $body_size i32)
    (param $language i32) (param $language_size i32) (param $mount i32) (param $mount_size i32)
    (param $id i32) (param $id_size i32) (result i32)
    (local $answer i32)
    (local.set $answer (call $find (i32.const {PAGES}) (local.get $path) (local.get $path_size)))
    (if (i32.ne (local.get $answer) (i32.const 2)) (then (return (call $do (local.get $answer)))))
    (call $mark (i32.add (local.get $method) (i32.const 48)))
    (call $mark (i32.const 32))
    (call $put (local.get $path) (local.get $path_size))
    (call $mark (i32.const 63))
    (call $put (local.get $query) (local.get $query_size))
    (call $mark (i32.const 10))
    (call $put (local.get $language) (local.get $language_size))
    (call $mark (i32.const 32))
    (call $put (local.get $mount) (local.get $mount_size))
    (call $mark (i32.const 10))
    (block $done
      (loop $next
        (br_if $done (i32.eqz (local.get $headers_count)))
        (call $put (i32.load (local.get $headers)) (i32.load offset=4 (local.get $headers)))
        (call $mark (i32.const 58))
        (call $put (i32.load offset=8 (local.get $headers)) (i32.load offset=12 (local.get $headers)))
        (call $mark (i32.const 10))
        (local.set $headers (i32.add (local.get $headers) (i32.const 16)))
        (local.set $headers_count (i32.sub (local.get $headers_count) (i32.const 1)))
        (br $next)))
    (call $mark (i32.const 10))
    (call $put (local.get $body) (local.get $body_size))
    ;; The laid out answer is raw text whose body begins at ECHO; only its length is missing.
    (i32.store (i32.const {ECHO_LENGTH}) (i32.sub (global.get $out) (i32.const {ECHO})))
    (i32.const {ECHO_ANSWER}))

  (func (export "piazza:plugin/slots@1.0.0#render")
    (param $slot i32) (param $slot_size i32) (param $language i32) (param $language_size i32)
    (param $path i32) (param $path_size i32) (param $data i32) (param $data_size i32) (result i32)
    (local $answer i32)
    (local.set $answer (call $find (i32.const {SLOTS}) (local.get $slot) (local.get $slot_size)))
    (if (i32.ne (local.get $answer) (i32.const 2)) (then (return (call $do (local.get $answer)))))
    ;; The fragment's data is what the page said.
    (i32.store (i32.const {SAID}) (local.get $data))
    (i32.store (i32.const {SAID_LENGTH}) (local.get $data_size))
    (i32.const {SAID_ANSWER}))

  (data (i32.const {BASE}) "{DATA}"))
