namespace Jumpbox.Boundaries;

/// <summary>Limits on size and time for everything from outside. docs/limits.md explains each of them.</summary>
public static class Limits
{
    private const long MiB = 1024 * 1024;

    /// <summary>The longest Retry-After pause that is honoured.</summary>
    public static TimeSpan Pause { get; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// How long one request is retried, from the start of its first attempt to the start of its last.
    /// </summary>
    public static TimeSpan Retries { get; } = TimeSpan.FromMinutes(3);

    /// <summary>How long the first request is retried while no connection can be opened.</summary>
    public static TimeSpan FirstContact { get; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest time in which the sign-in receives no byte, in each of three attempts.</summary>
    public static TimeSpan SignInSilence { get; } = TimeSpan.FromSeconds(20);

    /// <summary>How long the lookup of a host's name may take before the first target.</summary>
    public static TimeSpan Lookup { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Less free space than this in the artifacts folder is refused before the first target.</summary>
    public static long LeastDiskBytes { get; } = 100 * MiB;

    /// <summary>Less free space than this in the artifacts folder is a warning before the first target.</summary>
    public static long EnoughDiskBytes { get; } = 1024 * MiB;

    /// <summary>How old a fact may be that one image of a run has read and another one is judged by.</summary>
    public static TimeSpan SharedFact { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How long opening a connection may take.</summary>
    public static TimeSpan Connecting { get; } = TimeSpan.FromSeconds(20);

    /// <summary>The longest time in which an attempt receives no byte.</summary>
    public static TimeSpan Silence { get; } = TimeSpan.FromSeconds(100);

    /// <summary>The time limit of one request to Azure, with all of its attempts and pauses.</summary>
    public static TimeSpan Request { get; } = TimeSpan.FromMinutes(20);

    /// <summary>The time limit for the body of one response.</summary>
    public static TimeSpan Answer { get; } = TimeSpan.FromMinutes(2);

    /// <summary>The maximum size of the body of one response, decompressed.</summary>
    public static long AnswerBytes { get; } = 32 * MiB;

    /// <summary>The maximum nesting depth of JSON.</summary>
    public static int JsonDepth { get; } = 64;

    /// <summary>The maximum number of pages of one listing.</summary>
    public static int Pages { get; } = 1000;

    /// <summary>The maximum size of all pages of one listing.</summary>
    public static long ListingBytes { get; } = 128 * MiB;

    /// <summary>The time limit for reading all pages of one listing.</summary>
    public static TimeSpan Listing { get; } = TimeSpan.FromMinutes(20);

    /// <summary>The time limit of one Azure operation, such as a deployment or a deletion.</summary>
    public static TimeSpan Operation { get; } = TimeSpan.FromHours(1);

    /// <summary>The time limit for deleting one resource, including conflicts, retries and polling.</summary>
    public static TimeSpan Removal { get; } = TimeSpan.FromHours(2);

    /// <summary>
    /// The time limit of one deployment, with all retries that new identities and role assignments require.
    /// </summary>
    public static TimeSpan Rollout { get; } = TimeSpan.FromHours(2);

    /// <summary>How long a probe may take from its creation to the end of its log. The probe itself ends within two minutes.</summary>
    public static TimeSpan Probe { get; } = TimeSpan.FromMinutes(10);

    /// <summary>How long Smoke may take from the creation of its machines to the last check.</summary>
    public static TimeSpan Smoke { get; } = TimeSpan.FromMinutes(60);

    /// <summary>How long the agent of a machine that Smoke has started may take to be ready, from the machine's creation or restart.</summary>
    public static TimeSpan SmokeAgent { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How long Run Command may take to report the end of a command, beyond the command's own limit.</summary>
    public static TimeSpan SmokeCommandMargin { get; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a machine that Rollout has created may take to report that it is healthy, from its creation.</summary>
    public static TimeSpan MachineHealth { get; } = TimeSpan.FromMinutes(20);

    /// <summary>How long a rollout may take, without the time for people who are signed in.</summary>
    public static TimeSpan MachineRollout { get; } = TimeSpan.FromHours(6);

    /// <summary>The maximum size of a serial console log or of a screenshot.</summary>
    public static long DiagnosticsBytes { get; } = 8 * MiB;

    /// <summary>The time limit for registering a resource provider.</summary>
    public static TimeSpan Registration { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How long Azure may continue an image build past the build's own timeout.</summary>
    public static TimeSpan BuildMargin { get; } = TimeSpan.FromMinutes(30);

    /// <summary>How long Azure may return errors while an image build runs.</summary>
    public static TimeSpan BuildTrouble { get; } = TimeSpan.FromMinutes(15);

    /// <summary>The time limit for reading or listing the stored logs of one image build.</summary>
    public static TimeSpan Logs { get; } = TimeSpan.FromMinutes(15);

    /// <summary>How much of one stored log is read; of a longer one, its beginning and its end.</summary>
    public static long LogBytes { get; } = 32 * MiB;

    /// <summary>A wait longer than this is reported on screen.</summary>
    public static TimeSpan Notice { get; } = TimeSpan.FromSeconds(2);

    /// <summary>The minimum interval between equal messages about one host, such as retries.</summary>
    public static TimeSpan SameNews { get; } = TimeSpan.FromSeconds(30);

    /// <summary>The maximum size of a response from a CI system's token service.</summary>
    public static long TokenBytes { get; } = MiB;

    /// <summary>How long a publisher may send nothing.</summary>
    public static TimeSpan PublisherSilence { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest pause that a publisher may request; a longer one is not waited for.</summary>
    public static TimeSpan PublisherPause { get; } = TimeSpan.FromMinutes(1);

    /// <summary>The maximum size of a response from GitHub's API.</summary>
    public static long GitHubBytes { get; } = 32 * MiB;

    /// <summary>The maximum number of pages of a repository's releases.</summary>
    public static int GitHubPages { get; } = 100;

    /// <summary>The time limit for a publisher's small file, such as a checksum file or a key.</summary>
    public static TimeSpan SmallFile { get; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a lease on an image template lasts after the longest build: its logs, the gate.</summary>
    public static TimeSpan LeaseAfterBuild { get; } = TimeSpan.FromHours(2);

    /// <summary>How long a template is reserved for its deletion: the end of its build, its logs, the deletion.</summary>
    public static TimeSpan LeaseOfDeletion { get; } = TimeSpan.FromHours(1);

    /// <summary>A lease older than this is written again before what it is for begins, and while a build waits for its turn.</summary>
    public static TimeSpan LeaseRenewal { get; } = TimeSpan.FromMinutes(20);

    /// <summary>The time limit of a download.</summary>
    public static TimeSpan Download { get; } = TimeSpan.FromHours(1);
}
