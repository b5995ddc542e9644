namespace Jumpbox.Rehearsal;

/// <summary>The programs of this machine.</summary>
internal static class Programs
{
    // An ordinary user's PATH often lacks the folders of system programs.
    private static readonly string[] System = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

    public static bool Has(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator)
            .Concat(System)
            .Any(folder => File.Exists(Path.Combine(folder, program)));
}
