using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>How long and how much the steps may take on the build machine.</summary>
public sealed record CustomizerLimits
{
    /// <summary>How long first boot may take before the build gives up, in seconds.</summary>
    public int CloudInitSeconds { get; init; } = 600;

    /// <summary>How long a lock of apt or dpkg is waited for, in seconds.</summary>
    public int AptLockSeconds { get; init; } = 600;

    /// <summary>The most that one call of apt-get may take, in seconds.</summary>
    public int AptSeconds { get; init; } = 3000;

    /// <summary>How often a download is tried.</summary>
    public int FetchTries { get; init; } = 4;

    /// <summary>The most that a download may take whose length the lock does not know, in bytes.</summary>
    public long FetchBytes { get; init; } = LockedArtifact.LargestBytes;

    /// <summary>The most that one program may take when it is unpacked, in bytes.</summary>
    public long UnpackedBytes { get; init; } = 1L << 30;
}
