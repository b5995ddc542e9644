using Build.Run;
using Jumpbox.Files;
using Jumpbox.Settings;

namespace Build.Tests;

/// <summary>Someone who can write to the artifacts folder cannot choose which other file a run overwrites.</summary>
public sealed class LinksInTheArtifacts : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-links-").FullName;

    private string Artifacts => Directory.CreateDirectory(Path.Combine(_folder, "artifacts")).FullName;

    private string Outside => Directory.CreateDirectory(Path.Combine(_folder, "outside")).FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("logs", "logs")]
    [InlineData("logs", "logs/customization.log")]
    [InlineData("image.json", "image.json")]
    [InlineData("run.lock", "image.json")]
    [InlineData("run.holder", "image.json")]
    public void A_link_is_not_followed(string link, string used)
    {
        File.CreateSymbolicLink(Path.Combine(Artifacts, link), Outside);
        using Workspace workspace = new(Artifacts, "Logs");

        SettingsException refused = Assert.Throws<SettingsException>(() => workspace.File(used));

        Assert.Contains(
            $"{Path.Combine(Artifacts, link)}' in the artifacts folder is a symbolic link to",
            refused.Message
        );
        Assert.Empty(Directory.GetFileSystemEntries(Outside));
    }

    [Fact]
    public void A_link_in_place_of_the_secrets_is_not_followed()
    {
        File.CreateSymbolicLink(Path.Combine(Artifacts, "secrets"), Outside);
        using Workspace workspace = new(Artifacts, "Logs");

        Assert.Throws<SettingsException>(() => workspace.SigningKey);
        Assert.Throws<SettingsException>(() => workspace.LocalAzure);
        Assert.Empty(Directory.GetFileSystemEntries(Outside));
    }

    [Fact]
    public void The_artifacts_folder_itself_may_be_a_link()
    {
        string link = Path.Combine(_folder, "elsewhere");
        File.CreateSymbolicLink(link, Artifacts);
        using Workspace workspace = new(link, "Logs");

        Assert.True(Directory.Exists(workspace.Logs));
    }

    [Fact]
    public void A_file_that_is_replaced_leaves_what_a_link_points_to()
    {
        string target = Path.Combine(Outside, "theirs");
        File.WriteAllText(target, "theirs");
        string link = Path.Combine(Artifacts, "report.html");
        File.CreateSymbolicLink(link, target);

        AtomicFile.Write(link, "ours");

        Assert.Equal(("theirs", "ours"), (File.ReadAllText(target), File.ReadAllText(link)));
        Assert.Null(new FileInfo(link).LinkTarget);
    }
}
