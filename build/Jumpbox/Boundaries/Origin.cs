namespace Jumpbox.Boundaries;

/// <summary>The origin of a URL: scheme, host and port.</summary>
public static class Origin
{
    private const int Longest = 120;

    /// <summary>Whether two addresses have the same origin.</summary>
    /// <param name="left">One address.</param>
    /// <param name="right">The other address.</param>
    public static bool Same(Uri left, Uri right) =>
        left.Scheme == right.Scheme
        && left.Port == right.Port
        && left.IdnHost.Equals(right.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>Formats the origin for display: without credentials, path and query, in ASCII.</summary>
    /// <param name="address">The address.</param>
    public static string Show(Uri address)
    {
        string port = address.IsDefaultPort ? "" : FormattableString.Invariant($":{address.Port}");
        string text = $"{address.Scheme}://{address.IdnHost}{port}";
        return text.Length > Longest ? text[..Longest] + "…" : text;
    }
}
