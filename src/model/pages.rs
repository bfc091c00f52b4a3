/// The pages that a sign-in may lead to: all there are, but the sign-in page itself. A test holds them equal to the routes.
pub const PAGES: [&str; 8] =
    ["/", "/profile", "/repositories", "/activity", "/devices", "/inside", "/settings", "/prove"];
