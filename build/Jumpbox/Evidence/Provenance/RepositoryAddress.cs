using System.Text.RegularExpressions;

namespace Jumpbox.Evidence.Provenance;

/// <summary>The address of a repository for everyone who reads the evidence, from that of a remote of Git.</summary>
public static partial class RepositoryAddress
{
    /// <summary>
    /// Returns the address without a user, a password and the ending <c>.git</c>; null for a folder of this machine or a text that
    /// is no address. Source of the forms: git-clone(1), "Git URLs".
    /// </summary>
    /// <param name="remote">What <c>git remote get-url</c> prints.</param>
    public static string? Of(string remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        string text = remote.Trim();
        if (Short().Match(text) is { Success: true } form)
        {
            text = $"ssh://{form.Groups["host"].Value}/{form.Groups["path"].Value.TrimStart('/')}";
        }
        return
            Uri.TryCreate(text, UriKind.Absolute, out Uri? address)
            && address.Scheme is "https" or "http" or "ssh" or "git"
            && address.Host.Length > 0
            ? new UriBuilder(address.Scheme == "ssh" ? "https" : address.Scheme, address.Host)
            {
                Port = address.IsDefaultPort || address.Scheme == "ssh" ? -1 : address.Port,
                Path = Ending().Replace(address.AbsolutePath, ""),
            }
                .Uri
                .AbsoluteUri
            : null;
    }

    [GeneratedRegex(@"\A(?:[^@/:\s]+@)?(?<host>[A-Za-z0-9][A-Za-z0-9.-]+):(?!//)(?<path>[^\s]+)\z")]
    private static partial Regex Short();

    [GeneratedRegex(@"(\.git)?/*\z")]
    private static partial Regex Ending();
}
