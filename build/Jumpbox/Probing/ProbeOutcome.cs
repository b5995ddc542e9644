namespace Jumpbox.Probing;

/// <summary>What a probe met on a connection.</summary>
internal enum ProbeOutcome
{
    /// <summary>The connection was opened, and TLS with a trusted certificate where it was tried.</summary>
    Open,

    /// <summary>The name has no IPv4 address.</summary>
    NoName,

    /// <summary>The connection was refused: packets arrive, and nobody listens or a firewall resets.</summary>
    Refused,

    /// <summary>Nothing came back.</summary>
    Timeout,

    /// <summary>There is no way to the address.</summary>
    Unreachable,

    /// <summary>The connection was opened and then closed before a certificate came: a firewall without a matching rule does so.</summary>
    NoTls,

    /// <summary>The certificate is not trusted: TLS is inspected, or the name leads elsewhere.</summary>
    Untrusted,

    /// <summary>The image lacks a program, so the connection was not tried.</summary>
    NoTool,
}
