using System.Security.Cryptography.X509Certificates;

namespace Hostile;

/// <summary>One way to misbehave.</summary>
/// <param name="Name">Names it, to run it again alone.</param>
/// <param name="Told">
/// A run that fails prints one of these; without any, a run that fails must only explain itself like any other.
/// </param>
internal sealed record Misbehaviour(string Name, params IReadOnlyList<string> Told)
{
    /// <summary>What happens instead of the answer.</summary>
    public Func<FrontExchange, Task>? OnRequestAsync { get; init; }

    /// <summary>Whether the program must wait for a byte that does not come.</summary>
    public bool IsSilent { get; init; }

    /// <summary>What happens instead of TLS on connections after the first hit.</summary>
    public Func<Stream, CancellationToken, Task>? OnConnectAsync { get; init; }

    /// <summary>The certificate of connections after the first hit.</summary>
    public Func<FrontCertificates, X509Certificate2>? Certificate { get; init; }
}
