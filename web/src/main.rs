//! Starts the playground.
fn main() {
    shardscope_web::platform::panic::install();
    yew::Renderer::<shardscope_web::app::App>::new().render();
}
