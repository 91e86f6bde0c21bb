//! Closed vocabularies: enums whose values have one written key each, the same in seeds, editions, database and data
//! files. A key that is not listed is refused.

/// An enum that was declared with `vocabulary!`.
pub trait Vocabulary: Copy + 'static {
    /// Every value, in the order in which pages list them.
    const VALUES: &'static [Self];

    /// The key under which it is written.
    fn written(self) -> &'static str;

    /// The value with this key, if there is one.
    fn read(key: &str) -> Option<Self> {
        Self::VALUES.iter().copied().find(|value| value.written() == key)
    }
}

/// Declares an enum whose variants each have one key, with `ALL`, `key`, `from_key` and serde under the key.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[$doc:meta])* $variant:ident = $key:literal,)+ }) => {
        $(#[$meta])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            serde::Serialize, serde::Deserialize,
        )]
        pub enum $name { $($(#[$doc])* #[serde(rename = $key)] $variant,)+ }

        impl $crate::domain::Vocabulary for $name {
            const VALUES: &'static [Self] = Self::ALL;

            fn written(self) -> &'static str {
                self.key()
            }
        }

        impl $name {
            /// Every value, in the order in which pages list them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The key under which seeds, database and data files write this value.
            pub const fn key(self) -> &'static str {
                match self { $(Self::$variant => $key,)+ }
            }

            /// The value with this key, if there is one.
            pub fn from_key(key: &str) -> Option<Self> {
                match key { $($key => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(crate) use vocabulary;
