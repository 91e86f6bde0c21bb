//! An address as a QR code (ISO/IEC 18004), for the printed page of a fact.

use qrcode::render::svg::Color;
pub use qrcode::types::QrError;
use qrcode::{EcLevel, QrCode};

/// The QR code of a text as an SVG with eight pixels for each module, including the quiet zone.
pub fn qr_svg(text: &str) -> Result<String, QrError> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)?;
    Ok(code.render::<Color<'_>>().module_dimensions(8, 8).build())
}
