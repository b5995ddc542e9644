using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Tests.Store;

/// <summary>A state file whose lines do not follow each other is refused as it is, and one of an earlier version is read.</summary>
public sealed class CheckedState : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checked").FullName;

    private string StateFile => Path.Combine(_folder, "state.jsonl");

    [Theory]
    [InlineData("missing", "lines before it are missing")]
    [InlineData("twice", "it has the number")]
    [InlineData("swapped", "it has the number")]
    [InlineData("changed", "its checksum does not match")]
    public void A_line_that_is_not_where_it_was_or_as_it_was_is_noticed(string damage, string why)
    {
        Fill();
        List<string> lines = [.. File.ReadAllLines(StateFile)];
        switch (damage)
        {
            case "missing":
                lines.RemoveAt(2);
                break;
            case "twice":
                lines.Insert(2, lines[2]);
                break;
            case "swapped":
                (lines[2], lines[3]) = (lines[3], lines[2]);
                break;
            default:
                lines[2] = lines[2].Replace("\"number\":1", "\"number\":7", StringComparison.Ordinal);
                break;
        }
        string text = string.Join('\n', lines) + "\n";
        File.WriteAllText(StateFile, text);

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));

        Assert.Contains("is damaged in line", refused.Message, StringComparison.Ordinal);
        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(StateFile));
    }

    [Fact]
    public void An_empty_file_is_refused_and_stays()
    {
        File.WriteAllText(StateFile, "");

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));

        Assert.Contains("is empty", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, new FileInfo(StateFile).Length);
    }

    [Fact]
    public void A_folder_in_the_place_of_the_file_is_named_with_what_to_do()
    {
        Directory.CreateDirectory(StateFile);

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));

        Assert.Contains(
            $"'{StateFile}' is a folder, and a file is needed. Move it away",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_named_with_what_to_do()
    {
        string file = Path.Combine(_folder, "state");
        File.WriteAllText(file, "x");

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(file));

        Assert.Contains(
            $"'{file}' is a file, and a folder is needed. Move it away",
            refused.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_file_of_an_earlier_version_is_read_and_goes_on_with_checks()
    {
        File.WriteAllText(
            StateFile,
            """
            [{"k":"/a","i":"/A","t":"test/things","b":{"number":1}},{"k":"/b","i":"/b","t":"test/things","b":{}}]
            [{"k":"/b"}]
            [{"k":"/c","i":"/c","t":"te
            """
        );
        using (ResourceStore store = new(_folder))
        {
            Assert.Equal(["/A"], store.Under("/").Select(d => d.Id));
            store.Put(Document("after", 2));
        }

        using ResourceStore again = new(_folder);
        Assert.Equal(["/A", "/after"], again.Under("/").Select(d => d.Id));
        Assert.StartsWith("{\"format\":2}\n{\"n\":1,", File.ReadAllText(StateFile), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_a_later_version_is_refused()
    {
        File.WriteAllText(StateFile, "{\"format\":3}\n", Encoding.ASCII);

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));

        Assert.Contains("has the format 3", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Fill()
    {
        using ResourceStore store = new(_folder);
        for (int number = 0; number < 6; number++)
        {
            store.Put(Document("a", number));
        }
    }

    private static StoredResource Document(string name, int number) =>
        new($"/{name}", "test/things", new JsonObject { ["number"] = number });
}
