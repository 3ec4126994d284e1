//! Starts the playground.
fn main() {
    shardscope_web::platform::panic::install();
    shardscope_web::platform::later::prepare();
    yew::Renderer::<shardscope_web::app::App>::new().render();
}
