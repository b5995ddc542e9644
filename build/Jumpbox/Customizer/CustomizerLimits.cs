using Jumpbox.Tools;

namespace Jumpbox.Customizer;

/// <summary>Limits on time and size for the steps in the build VM.</summary>
public sealed record CustomizerLimits
{
    /// <summary>The timeout of the first boot, in seconds.</summary>
    public int CloudInitSeconds { get; init; } = 600;

    /// <summary>The timeout for the lock of apt or dpkg, in seconds.</summary>
    public int AptLockSeconds { get; init; } = 600;

    /// <summary>The timeout of one apt-get call, in seconds.</summary>
    public int AptSeconds { get; init; } = 3000;

    /// <summary>How long a step waits for an archive that is busy or between two states, in seconds, in all.</summary>
    public int AptPatienceSeconds { get; init; } = 900;

    /// <summary>How many times a download is attempted whose bytes are wrong.</summary>
    public int FetchTries { get; init; } = 4;

    /// <summary>How long a step waits for a server that is busy or does not answer, in seconds, for each download in all.</summary>
    public int FetchPatienceSeconds { get; init; } = 600;

    /// <summary>The maximum size of a download without a locked length, in bytes.</summary>
    public long FetchBytes { get; init; } = LockedArtifact.LargestBytes;

    /// <summary>The maximum size of one unpacked program, in bytes.</summary>
    public long UnpackedBytes { get; init; } = 1L << 30;
}
