using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Azure.Arm;
using Jumpbox.Azure.Clients;
using Jumpbox.Azure.Facts;
using Jumpbox.Azure.LeftOvers;
using Jumpbox.Azure.Tests.Facts;
using Jumpbox.Checks;
using Jumpbox.Cleaning;
using Jumpbox.Journaling;
using Jumpbox.Settings;
using Microsoft.AspNetCore.Http;

namespace Jumpbox.Azure.Tests;

/// <summary>
/// Answers that come and cannot be read: each is requested again, in the end names who sent it and what was asked, and
/// stops nothing but the one thing that it was about.
/// </summary>
public sealed class ReadingBrokenAnswers : IDisposable
{
    private const string Subscription = "5f0c1a52-7d1e-4c55-9b6e-0a1b2c3d4e5f";
    private const string Group = $"/subscriptions/{Subscription}/resourceGroups/rg";
    private const string Whole = $$"""{"id":"{{Group}}","name":"rg","location":"eastus2"}""";
    private static readonly DeploymentRequest Empty = new(new JsonObject { ["resources"] = new JsonArray() }, []);
    private readonly string _folder = Directory.CreateTempSubdirectory("jumpbox-broken-").FullName;

    public static TheoryData<string> Kinds => ["cut gzip", "no gzip", "no br", "cut br", "no deflate", "twice", "cut"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_reading_that_cannot_be_read_is_repeated(string kind)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) => count < 3 ? BrokenAsync(context, kind) : context.Response.WriteAsync(Whole)
        );
        using AzureSession session = arm.Session();

        Assert.Equal("rg", (await session.ResourceGroups.GetAsync(Subscription, "rg", Cancel))?.Name);
        Assert.Equal(3, arm.Requests.Count);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"value":[null,1,"text",[]]}""")]
    public async Task An_answer_without_a_list_is_no_empty_list(string body)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => context.Response.WriteAsync(body));
        using AzureSession session = arm.Session(Hasty());
        ResourceId definition = ResourceId.Parse($"{Group}/providers/Microsoft.Compute/galleries/gal/images/jumpbox");

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.GalleryVersions.ListAsync(definition, Cancel).ToListAsync(Cancel).AsTask()
        );

        Assert.Contains("holds no list", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task One_that_stays_so_names_who_sent_it_what_was_asked_and_what_to_do(string kind)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => BrokenAsync(context, kind));
        using AzureSession session = arm.Session(Hasty());

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.ResourceGroups.GetAsync(Subscription, "rg", Cancel)
        );

        Assert.Equal("BrokenAnswer", failure.Code);
        Assert.Contains(arm.Endpoint.GetLeftPart(UriPartial.Authority), failure.Message, StringComparison.Ordinal);
        Assert.Contains("read resource group rg", failure.Message, StringComparison.Ordinal);
        Assert.Contains($"Resource: {Group}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("What to do: Run the same command again.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Retry settings", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_refusal_that_cannot_be_read_is_a_failure_with_a_name(string kind)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = 403;
                return BrokenAsync(context, kind);
            }
        );
        using AzureSession session = arm.Session(Hasty());

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.ResourceGroups.GetAsync(Subscription, "rg", Cancel)
        );

        Assert.Contains(failure.Code, (string[])["BrokenAnswer", "Http403"]);
        Assert.Contains($"Resource: {Group}", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"status":1}""")]
    [InlineData("""{"status":null}""")]
    [InlineData("""{"properties":"x"}""")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"Running\"")]
    public async Task A_poll_answer_of_another_form_is_a_failure_with_a_name(string body)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, count) =>
            {
                if (count == 1)
                {
                    context.Response.StatusCode = 201;
                    context.Response.Headers["Azure-AsyncOperation"] = $"https://{context.Request.Host}/op";
                    return context.Response.WriteAsync("{}");
                }
                return context.Response.WriteAsync(body);
            }
        );
        using AzureSession session = arm.Session(Hasty());

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(() =>
            session.Deployments.PutAsync(Group, "d", Empty, Cancel)
        );

        Assert.Contains("run deployment d", failure.Message, StringComparison.Ordinal);
        Assert.Equal("BrokenAnswer", failure.Code);
    }

    [Theory]
    [InlineData("""{"value":[{"id":"nonsense","name":"a"}]}""")]
    [InlineData("""{"value":[{"name":"a"}]}""")]
    public async Task A_listed_resource_without_an_id_is_a_failure_with_a_name(string body)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => context.Response.WriteAsync(body));
        using AzureSession session = arm.Session(Hasty());

        AzureFailure failure = await Assert.ThrowsAsync<AzureFailure>(async () =>
            await session.ResourceGroups.ListAsync(Subscription, Cancel).CountAsync(Cancel)
        );

        Assert.Equal("BrokenAnswer", failure.Code);
    }

    [Fact]
    public async Task Tags_whose_names_differ_in_case_alone_are_one()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
                context.Response.WriteAsync($$$"""{"id":"{{{Group}}}","name":"rg","tags":{"Owner":"a","owner":"b"}}""")
        );
        using AzureSession session = arm.Session();

        ResourceGroup? group = await session.ResourceGroups.GetAsync(Subscription, "rg", Cancel);

        Assert.Equal("a", Assert.Single(group!.Tags).Value);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_deletion_whose_answer_cannot_be_read_is_noted_and_the_next_one_goes_on(string kind)
    {
        bool deleted = false;
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                if (
                    context.Request.Method == "DELETE"
                    && context.Request.Path.Value!.EndsWith("/rg", StringComparison.Ordinal)
                )
                {
                    return BrokenAsync(context, kind);
                }
                deleted |= context.Request.Method == "DELETE";
                context.Response.StatusCode = deleted ? 404 : 200;
                return context.Response.WriteAsync(Whole);
            }
        );
        using Journal journal = OpenJournal();
        using AzureSession session = arm.Session(Hasty() with { Journal = journal });
        Removal removal = new(session, _ => { });

        foreach (string name in (string[])["rg", "next"])
        {
            await removal.RemoveAsync(
                $"/subscriptions/{Subscription}/resourceGroups/{name}",
                "1",
                () => session.ResourceGroups.DeleteAsync(Subscription, name, Cancel),
                Cancel
            );
        }

        Assert.Equal([CleanedOutcome.Failed, CleanedOutcome.Removed], removal.Items.Select(item => item.Outcome));
        Assert.Contains("BrokenAnswer", removal.Items[0].Reason, StringComparison.Ordinal);
        Assert.Equal([EffectState.Unknown, EffectState.Done], journal.Effects.Select(effect => effect.State));
    }

    [Fact]
    public async Task A_deletion_that_leads_elsewhere_is_settled_as_unknown()
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync(
            (context, _) =>
            {
                context.Response.StatusCode = 202;
                context.Response.Headers.Location = "https://example.org/op";
                return Task.CompletedTask;
            }
        );
        using Journal journal = OpenJournal();
        using AzureSession session = arm.Session(Hasty() with { Journal = journal });

        await Assert.ThrowsAsync<AzureFailure>(() => session.ResourceGroups.DeleteAsync(Subscription, "rg", Cancel));

        JournaledEffect effect = Assert.Single(journal.Effects);
        Assert.Equal((EffectState.Unknown, "ForeignAddress"), (effect.State, effect.Why));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Users_of_images_that_cannot_be_read_are_noted_as_unread(string kind)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => BrokenAsync(context, kind));
        using AzureSession session = arm.Session(Hasty());

        ImageUses uses = await new ImageUseReading(session, LocalWorld.Known().Settings).ReadAsync(Cancel);

        Assert.Contains("the subscriptions could not be read (BrokenAnswer)", uses.Unread);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_fact_that_cannot_be_read_is_unreadable_and_says_why(string kind)
    {
        await using ScriptedArm arm = await ScriptedArm.StartAsync((context, _) => BrokenAsync(context, kind));
        using AzureSession session = arm.Session(Hasty());

        Reading<string> reading = await new FactReader(session, Cancel).GetAsync(
            ResourceId.Parse(Group),
            "1",
            body => body.ToJsonString()
        );

        Assert.Equal(ReadingState.Unreadable, reading.State);
        Assert.StartsWith(
            "BrokenAnswer. The response from https://127.0.0.1",
            reading.Reason,
            StringComparison.Ordinal
        );
    }

    private static AzureSessionOptions Hasty() =>
        new()
        {
            PollDelay = new NoDelay(),
            RetryDelay = new NoDelay(),
            RetryBudget = TimeSpan.FromMilliseconds(20),
        };

    private Journal OpenJournal() =>
        Journal.Open(
            _folder,
            new JournalConfiguration("azure", Subscription, "img@rg", "rg"),
            "Cleanup",
            TimeProvider.System
        );

    private static async Task BrokenAsync(HttpContext context, string kind)
    {
        byte[] text = Encoding.UTF8.GetBytes(
            kind switch
            {
                "twice" => $$$"""{"id":"{{{Group}}}","tags":{"a":"1","a":"2"}}""",
                "cut" => Whole[..^5],
                _ => Whole,
            }
        );
        byte[] body = kind switch
        {
            "cut gzip" => Packed(text, into => new GZipStream(into, CompressionLevel.Fastest))[..^12],
            "cut br" => Packed(text, into => new BrotliStream(into, CompressionLevel.Fastest))[..^6],
            _ => text,
        };
        if (kind.Split(' ') is [_, string encoding])
        {
            context.Response.Headers.ContentEncoding = encoding;
        }
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }

    private static byte[] Packed(byte[] text, Func<Stream, Stream> packing)
    {
        MemoryStream packed = new();
        using (Stream into = packing(packed))
        {
            into.Write(text);
        }
        return packed.ToArray();
    }
}
