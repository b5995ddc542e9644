using System.Text.Json.Nodes;
using LocalAzure.Store;

namespace LocalAzure.Tests.Store;

/// <summary>The state file is rewritten while the server runs, once most of what it holds is out of date.</summary>
public sealed class CompactingTheJournal : IDisposable
{
    private const int MiB = 1024 * 1024;
    private readonly string _folder = Directory.CreateTempSubdirectory("compacted").FullName;

    private string StateFile => Path.Combine(_folder, "state.jsonl");

    [Fact]
    public void The_store_goes_on_in_the_smaller_file()
    {
        using (ResourceStore store = new(_folder))
        {
            ChangeOften(store, MiB, times: 20);
            store.Put(Document("after", 1));
        }

        Assert.InRange(new FileInfo(StateFile).Length, MiB, 10 * MiB);
        using ResourceStore again = new(_folder);
        Assert.Equal(["/a", "/after"], again.Under("/").Select(document => document.Id));
        Assert.Equal(19, (int?)again.Find("/a")?.Body["number"]);
    }

    [Fact]
    public async Task The_server_answers_before_and_after()
    {
        LocalAzureOptions options = new() { StateFolder = _folder };
        await using (LocalArm arm = await LocalArm.StartAsync(options))
        {
            ChangeOften(arm.Server.Cloud.Context.Store, MiB, times: 9);
            Answer made = await arm.PutAsync(
                $"{LocalArm.Subscription}/resourceGroups/rg-after",
                """{"location":"eastus2"}""",
                "2024-03-01"
            );
            Assert.Equal(201, made.Status);
        }
        await using LocalArm next = await LocalArm.StartAsync(options);
        Assert.Contains(next.Server.Snapshot().ResourceIds, id => id.EndsWith("/rg-after", StringComparison.Ordinal));
    }

    [Fact]
    public void A_new_file_that_cannot_be_written_costs_nothing()
    {
        using (ResourceStore store = new(_folder))
        {
            Directory.CreateDirectory(StateFile + ".new");
            ChangeOften(store, MiB, times: 20);
            Directory.Delete(StateFile + ".new");
            store.Put(Document("after", 1));
        }

        using ResourceStore again = new(_folder);
        Assert.Equal(["/a", "/after"], again.Under("/").Select(document => document.Id));
    }

    [Fact]
    public void A_new_file_that_cannot_take_the_old_ones_place_costs_nothing()
    {
        using (ResourceStore store = new(_folder))
        {
            // A folder that is not empty cannot be replaced by a file: the last step of compaction fails.
            File.Move(StateFile, StateFile + ".kept");
            Directory.CreateDirectory(Path.Combine(StateFile, "in the way"));
            ChangeOften(store, MiB, times: 8);
            Directory.Delete(StateFile, recursive: true);
            File.Move(StateFile + ".kept", StateFile);
            store.Put(Document("after", 1));
        }

        using ResourceStore again = new(_folder);
        Assert.Equal(["/a", "/after"], again.Under("/").Select(document => document.Id));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void ChangeOften(ResourceStore store, int size, int times)
    {
        for (int number = 0; number < times; number++)
        {
            store.Put(Document("a", number, size));
        }
    }

    private static StoredResource Document(string name, int number, int size = 0) =>
        new($"/{name}", "test/things", new JsonObject { ["number"] = number, ["filling"] = new string('x', size) });
}
