namespace Torture.Tests;

/// <summary>What goes wrong in a case.</summary>
internal enum Hardship
{
    /// <summary>The connection breaks before there is an effect.</summary>
    DropBefore,

    /// <summary>The connection breaks when the effect is there and before the answer.</summary>
    DropAfter,

    /// <summary>429 with Retry-After.</summary>
    Throttled,

    /// <summary>500.</summary>
    Error500,

    /// <summary>503.</summary>
    Busy503,

    /// <summary>No byte comes.</summary>
    TimedOut,

    /// <summary>The answer breaks off.</summary>
    Truncated,

    /// <summary>The answer is no JSON.</summary>
    Malformed,

    /// <summary>What was accepted does not end in time.</summary>
    Stalled,

    /// <summary>A deletion is confirmed and not done.</summary>
    FalselyConfirmed,

    /// <summary>503 until the run gives up.</summary>
    Outage,

    /// <summary>The process dies before the request leaves.</summary>
    KilledBefore,

    /// <summary>The process dies when the effect is there, before it has read the answer.</summary>
    KilledAfter,
}
