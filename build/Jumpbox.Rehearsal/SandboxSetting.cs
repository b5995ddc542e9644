namespace Jumpbox.Rehearsal;

/// <summary>What belongs to a sandbox and not to the image: nothing of it stays in the root file system.</summary>
public sealed record SandboxSetting
{
    /// <summary>Where the sandbox sees <see cref="ISandbox.Exchange"/>.</summary>
    public const string SharedFolder = "/run/rehearsal";

    /// <summary>The address of the hosts that local servers stand for. Source: RFC 2544, addresses for tests.</summary>
    public const string SiteAddress = "198.18.0.1";

    /// <summary>The address of known hosts that nobody stands for: it refuses.</summary>
    public const string SilentAddress = "198.18.0.2";

    /// <summary>The user as whom Packer signs in; may use sudo without a password.</summary>
    public const string Builder = "packer";

    /// <summary>Whether the sandbox has no network but the local servers.</summary>
    public bool Closed { get; init; }

    /// <summary>The known hosts of a closed sandbox, each with its address.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>The ports at which local servers stand for hosts.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>The name of a port's socket in <see cref="ISandbox.Exchange"/>.</summary>
    /// <param name="port">The TCP port.</param>
    public static string Socket(int port) => $"port-{port}";

    /// <summary>A certificate authority that only this sandbox trusts, as PEM; null for none.</summary>
    public string? TrustedAuthority { get; init; }

    /// <summary>Whether the lists of the operating system's own archive are hidden, since nothing answers for it.</summary>
    public bool HideArchive { get; init; }
}
