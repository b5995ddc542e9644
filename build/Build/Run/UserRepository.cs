using Jumpbox.Pins;
using Jumpbox.Tools;

namespace Build.Run;

/// <summary>
/// The user's repository: settings, lock, additions to the catalogue, artifacts and the commit. In a clone it is the clone, or the
/// folder that <c>JUMPBOX_REPOSITORY</c> names. For an installed tool it is the nearest folder with a <c>jumpbox.json</c>, from the
/// working directory upwards, or else the working directory.
/// </summary>
internal static class UserRepository
{
    /// <summary>The settings file's name.</summary>
    public const string Settings = "jumpbox.json";

    // How a workflow or template runs a clone for another repository, whose pipeline refers to it.
    private static readonly string? Named = Environment.GetEnvironmentVariable("JUMPBOX_REPOSITORY")
        is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : null;

    /// <summary>Its root.</summary>
    public static string Root { get; } =
        ShippedFiles.IsTool
            ? Find(Environment.CurrentDirectory) ?? Environment.CurrentDirectory
            : Named ?? Checkout.Root;

    /// <summary>
    /// The wrapper that <c>build/for-caller.sh</c> has written into a repository that has none of the pipeline, maybe over one of its own,
    /// which nothing runs; null if there is none.
    /// </summary>
    public static string? Wrapper =>
        Named is not null
        && new FileInfo(Path.Combine(Root, "build.sh")) is { Exists: true } file
        && File.ReadLines(file.FullName)
            .Skip(1)
            .FirstOrDefault()
            ?.StartsWith("JUMPBOX_REPOSITORY=", StringComparison.Ordinal) == true
            ? file.Name
            : null;

    /// <summary>Where the lock is written; read too, once it exists.</summary>
    public static string Lock => Path.Combine(Root, ToolLock.DefaultPath);

    /// <summary>The pins that count here: the user's lock and additions to the catalogue, and below them the shipped ones.</summary>
    /// <exception cref="PinException">One of the files has errors.</exception>
    public static ToolPins Pins() => ToolPins.Load(ShippedFiles.Root, Root);

    /// <summary>The trusted roots that publishers' proofs are verified against: the shipped ones and the user's.</summary>
    public static TrustFiles Trust =>
        new([.. new[] { ShippedFiles.Root, Root }.Distinct().Select(root => Path.Combine(root, TrustFiles.Folder))]);

    /// <summary>
    /// The path that stands for a name without an argument: in the repository of an installed tool, or the one that the variable names;
    /// for a clone in the working directory, which the wrappers make the clone's root.
    /// </summary>
    /// <param name="name">A file's or folder's name.</param>
    public static string Default(string name) =>
        ShippedFiles.IsTool || Named is not null
            ? Path.GetRelativePath(Environment.CurrentDirectory, Path.Combine(Root, name))
            : name;

    /// <summary>The nearest folder with settings.</summary>
    /// <param name="folder">Where to begin; its parents follow.</param>
    /// <returns>The folder, or null.</returns>
    internal static string? Find(string folder) =>
        File.Exists(Path.Combine(folder, Settings)) ? folder
        : Path.GetDirectoryName(folder) is string parent ? Find(parent)
        : null;
}
