namespace Jumpbox.Tests.Tools;

/// <summary>What a server can do wrong with a file.</summary>
internal enum Fault
{
    /// <summary>404.</summary>
    Missing,

    /// <summary>The connection ends in the middle of the body.</summary>
    Truncated,

    /// <summary>One byte of the body is another one.</summary>
    Corrupt,

    /// <summary>503, once.</summary>
    BusyOnce,
}
