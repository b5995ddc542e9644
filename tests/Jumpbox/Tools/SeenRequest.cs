namespace Jumpbox.Tests.Tools;

/// <summary>A request that the publishers' server answered.</summary>
internal sealed record SeenRequest(
    string Method,
    string Host,
    string Path,
    int Status,
    bool Conditional,
    string? Authorization,
    string? Range
);
