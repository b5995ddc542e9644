namespace Jumpbox.Boundaries;

/// <summary>How much and how long the program takes from anybody. docs/limits.md says what each is for.</summary>
public static class Limits
{
    private const long MiB = 1024 * 1024;

    /// <summary>The longest pause that a server may ask for with Retry-After.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How long one request is tried again, from its first attempt to the start of its last.</summary>
    public static TimeSpan Retries { get; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the first request of all is tried again where no connection can be made.</summary>
    public static TimeSpan FirstContact { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a connection may take.</summary>
    public static TimeSpan Connecting { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How long an attempt may stay without a byte.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromSeconds(100);

    /// <summary>One request to Azure with all its attempts and pauses.</summary>
    public static TimeSpan Request { get; } = TimeSpan.FromMinutes(20);

    /// <summary>The body of one answer.</summary>
    public static TimeSpan Answer { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The body of one answer, after decompression.</summary>
    public static long AnswerBytes { get; } = 32 * MiB;

    /// <summary>How deep JSON may be nested.</summary>
    public static int JsonDepth { get; } = 64;

    /// <summary>The pages of one listing.</summary>
    public static int Pages { get; } = 1000;

    /// <summary>All pages of one listing.</summary>
    public static long ListingBytes { get; } = 128 * MiB;

    /// <summary>Fetching all pages of one listing.</summary>
    public static TimeSpan Listing { get; } = TimeSpan.FromMinutes(20);

    /// <summary>One operation of Azure's, such as a deployment or a deletion, from its start to its end.</summary>
    public static TimeSpan Operation { get; } = TimeSpan.FromHours(1);

    /// <summary>One thing that is removed, with conflicts, repeated deletions and looks.</summary>
    public static TimeSpan Removal { get; } = TimeSpan.FromHours(2);

    /// <summary>One deployment with all repetitions that new identities and new rights make necessary.</summary>
    public static TimeSpan Rollout { get; } = TimeSpan.FromHours(2);

    /// <summary>The registration of a resource provider.</summary>
    public static TimeSpan Registration { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How long Azure may go on with an image build after the build's own time-out.</summary>
    public static TimeSpan BuildMargin { get; } = TimeSpan.FromMinutes(30);

    /// <summary>Faults of Azure's own while an image build runs.</summary>
    public static TimeSpan BuildTrouble { get; } = TimeSpan.FromMinutes(15);

    /// <summary>Reading or listing the stored logs of one image build.</summary>
    public static TimeSpan Logs { get; } = TimeSpan.FromMinutes(15);

    /// <summary>The body of one answer of the log storage; a longer log is read in parts.</summary>
    public static long LogPartBytes { get; } = 512 * MiB;

    /// <summary>A wait that takes longer than this is said on screen.</summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromSeconds(5);

    /// <summary>How soon the same is said again of one host, for example that a request to it is retried.</summary>
    public static TimeSpan SameNews { get; } = TimeSpan.FromSeconds(30);

    /// <summary>An answer of a CI system's token service.</summary>
    public static long TokenBytes { get; } = MiB;

    /// <summary>How long a publisher may send nothing.</summary>
    public static TimeSpan PublisherSilence { get; } = TimeSpan.FromMinutes(1);

    /// <summary>An answer of GitHub's API.</summary>
    public static long GitHubBytes { get; } = 32 * MiB;

    /// <summary>The pages of a repository's releases.</summary>
    public static int GitHubPages { get; } = 100;

    /// <summary>A small file of a publisher's, such as a checksum file or a key.</summary>
    public static TimeSpan SmallFile { get; } = TimeSpan.FromMinutes(2);

    /// <summary>A download.</summary>
    public static TimeSpan Download { get; } = TimeSpan.FromHours(1);
}
