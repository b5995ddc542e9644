namespace Jumpbox.Tests.Tools;

/// <summary>The checked-in files, found from where the tests run.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "jumpbox.slnx")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"No jumpbox.slnx above {AppContext.BaseDirectory}: run the tests inside the repository.");
    }
}
