using System.Text.RegularExpressions;
using LocalAzure.Server;

namespace Torture.Tests;

/// <summary>A request that the chain makes, named so that it is found again in another run.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The path; a star stands for what differs from run to run.</param>
/// <param name="Nth">Which of the requests of this form.</param>
internal sealed partial record SeenRequest(string Method, string Path, int Nth)
{
    public bool IsEffect =>
        Method is "PUT" or "DELETE" || (Method == "POST" && Path.EndsWith("/run", StringComparison.Ordinal));

    /// <summary>Whether a request has this form.</summary>
    public bool Fits(LoggedRequest request) => request.Method == Method && Form(request.Path) == Path;

    public override string ToString() => $"{Method} {Path} #{Nth}";

    /// <summary>The path without what differs from run to run.</summary>
    public static string Form(string path) => Fleeting().Replace(path, "*");

    [GeneratedRegex(
        @"(?<=operation(?:Status(?:es)?|Result)s?/)[^/]+|IT_[^/]+|\b[0-9a-f]{24}\b|vmimagebuilder-build-container-[^/]+|(?<=packerlogs/)[0-9a-f-]{36}",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex Fleeting();
}
