using System.Text;
using System.Text.Json.Nodes;
using LocalAzure.Settings;
using LocalAzure.Store;

namespace LocalAzure.Tests.Store;

/// <summary>A state file whose lines do not follow each other is refused as it is, and one of an earlier version is read.</summary>
public sealed class CheckedState : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("checked").FullName;

    private string Mark => Path.Combine(_folder, "state.lock");

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

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(6)]
    public void Lines_that_are_missing_at_the_end_are_noticed(int missing)
    {
        Fill();
        string[] lines = File.ReadAllLines(StateFile);
        string text = string.Join('\n', lines.SkipLast(missing)) + "\n";
        File.WriteAllText(StateFile, text);

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));

        Assert.Contains("lines are missing at its end", refused.Message, StringComparison.Ordinal);
        Assert.Equal(text, File.ReadAllText(StateFile));
    }

    [Fact]
    public void A_missing_file_beside_its_mark_is_noticed_and_not_replaced()
    {
        Fill();
        File.Delete(StateFile);

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));

        Assert.Contains("is missing", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(StateFile));
    }

    [Fact]
    public void An_older_copy_is_noticed_and_opens_without_the_mark()
    {
        Fill();
        byte[] older = File.ReadAllBytes(StateFile);
        Fill();
        File.WriteAllBytes(StateFile, older);

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));
        File.Delete(Mark);

        Assert.Contains($"delete '{Mark}' to continue", refused.Message, StringComparison.Ordinal);
        using ResourceStore store = new(_folder);
        Assert.NotNull(store.Find("/a"));
    }

    [Fact]
    public void A_mark_that_a_kill_left_a_line_behind_or_empty_is_no_damage()
    {
        Fill();
        byte[] behind = File.ReadAllBytes(Mark);
        using (ResourceStore store = new(_folder))
        {
            store.Put(Document("b", 1));
        }
        foreach (byte[] left in new[] { behind, [] })
        {
            File.WriteAllBytes(Mark, left);

            using ResourceStore store = new(_folder);

            Assert.NotNull(store.Find("/b"));
        }
    }

    [Fact]
    public void A_mark_that_cannot_be_read_is_named()
    {
        Fill();
        File.WriteAllText(Mark, "hello");

        LocalAzureException refused = Assert.Throws<LocalAzureException>(() => new ResourceStore(_folder));

        Assert.Contains($"'{Mark}' is damaged", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_last_line_that_lost_only_its_end_counts()
    {
        Fill();
        File.WriteAllText(StateFile, File.ReadAllText(StateFile).TrimEnd('\n'));
        using (ResourceStore store = new(_folder))
        {
            Assert.Equal(5, (int?)store.Find("/a")?.Body["number"]);
            store.Put(Document("b", 1));
        }

        using ResourceStore again = new(_folder);
        Assert.NotNull(again.Find("/b"));
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
