namespace Jumpbox.Rehearsal;

/// <summary>The settings of a sandbox. Nothing of them stays in the root file system.</summary>
public sealed record SandboxSetting
{
    /// <summary>The mount point of <see cref="ISandbox.Exchange"/> in the sandbox.</summary>
    public const string SharedFolder = "/run/rehearsal";

    /// <summary>The address of hosts with local servers. Source: RFC 2544, addresses for tests.</summary>
    public const string SiteAddress = "198.18.0.1";

    /// <summary>The address of known hosts without a server: it refuses connections.</summary>
    public const string SilentAddress = "198.18.0.2";

    /// <summary>The user that Packer signs in as, with sudo without a password.</summary>
    public const string Builder = "packer";

    /// <summary>What the machine is like.</summary>
    public Surroundings Around { get; init; } = Surroundings.Usual;

    /// <summary>Whether the sandbox has no network except the local servers.</summary>
    public bool Closed { get; init; }

    /// <summary>The known hosts of a closed sandbox, each with its address.</summary>
    public IReadOnlyDictionary<string, string> Hosts { get; init; } = new Dictionary<string, string>();

    /// <summary>The ports of local servers.</summary>
    public IReadOnlyList<int> Ports { get; init; } = [];

    /// <summary>Returns the name of a port's socket in <see cref="ISandbox.Exchange"/>.</summary>
    /// <param name="port">The TCP port.</param>
    public static string Socket(int port) => $"port-{port}";

    /// <summary>A certificate authority that only this sandbox trusts, as PEM; null for none.</summary>
    public string? TrustedAuthority { get; init; }

    /// <summary>Whether the source lists of the operating system's archive are hidden, because no server has it.</summary>
    public bool HideArchive { get; init; }
}
