<?php
// Run once by the command line: the database, the stock theme and as many posts as the front page shows.
define('WP_INSTALLING', true);
$_SERVER['HTTP_HOST'] = '@ADDRESS@';
$_SERVER['REQUEST_URI'] = '/';
$database = new mysqli('localhost', 'root', '', '', 0, '@FOLDER@/db.sock');
$database->query('CREATE DATABASE wordpress CHARACTER SET utf8mb4');
require __DIR__ . '/site/wp-load.php';
require ABSPATH . 'wp-admin/includes/upgrade.php';
// Without it the installation would start a mail program.
add_filter('pre_wp_mail', '__return_true');
wp_install('Comune di Napoli', 'admin', 'admin@example.it', true, '', 'bench');
switch_theme('twentytwentythree');
$paragraph = '<!-- wp:paragraph --><p>Il servizio permette ai residenti di presentare la domanda e di seguirne lo stato.</p><!-- /wp:paragraph -->';
for ($number = 1; $number <= 20; $number++) {
    wp_insert_post([
        'post_title' => "Servizio $number",
        'post_content' => str_repeat($paragraph, 4),
        'post_status' => 'publish',
        'post_author' => 1,
    ]);
}
