using Jumpbox.Boundaries;
using Jumpbox.Explaining;
using Jumpbox.Tools;

namespace Jumpbox.Pins;

/// <summary>Why a publisher could not be read, in words: the innermost cause, and the cure from the catalogue of failures.</summary>
internal static class PublisherTrouble
{
    /// <summary>A media type that no publisher uses for what is pinned.</summary>
    public const string Page = "text/html";

    /// <summary>Describes a connection that failed.</summary>
    /// <param name="failure">The failure.</param>
    /// <returns>Sentences.</returns>
    public static string Of(Exception failure)
    {
        string said = PinText.Show(InnerCauses.Of(failure)).TrimEnd('.');
        string[] cures = [.. FailureExplainer.Explain(said).Causes.Select(cause => cause.Cure).Distinct()];
        return $"{said}. {(cures.Length > 0 ? string.Join(' ', cures) : "Check network, proxy and the egress list.")}";
    }

    /// <summary>Throws if a web page came instead of a file or of JSON.</summary>
    /// <param name="url">What was requested.</param>
    /// <param name="mediaType">The type of what came.</param>
    /// <exception cref="PinSourceException">It is a page.</exception>
    public static void RefusePage(string url, string? mediaType)
    {
        if (Page.Equals(mediaType, StringComparison.OrdinalIgnoreCase))
        {
            throw new PinSourceException(
                $"{url} returned a web page instead: a proxy or a portal answers in its place. Open the address in a browser "
                    + "on this machine and sign in, or let the host through (HTTPS_PROXY, NO_PROXY)."
            );
        }
    }
}
