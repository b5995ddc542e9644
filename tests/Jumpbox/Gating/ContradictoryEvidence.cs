using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Evidence.Gate;
using Jumpbox.Naming;

namespace Jumpbox.Tests.Gating;

/// <summary>
/// Evidence that an allowed signer signed and that says two things, or less than it seems to. The signature does not help here, so
/// the rule itself must notice.
/// </summary>
public sealed class ContradictoryEvidence
{
    private const string Out = "[086cf9c4-0457-4e8f-bfd4-908cfe3fe43c] PACKER OUT     azure-arm: ";
    private const string Begin = Out + "-----BEGIN JUMPBOX PACKAGES-----";
    private const string End = Out + "-----END JUMPBOX PACKAGES-----";
    private const string Bash = Out + "bash 5.2.21-2ubuntu4 amd64";

    private static readonly Dictionary<string, (string Rule, Action<GoodRun> Change)> Corpus = new()
    {
        ["one tool of the record is named like two"] = (
            "contents",
            run => run.Change(EvidenceFiles.Image, record => Merge(record["tools"]!, "name", "version", "sha256"))
        ),
        ["one check of the record is named like two"] = (
            "in-vm-checks",
            run => run.Change(EvidenceFiles.Image, record => Merge(record["checks"]!, "name", null, "detail"))
        ),
        ["one prerequisite is named like all of them"] = (
            "prereqs",
            run =>
                run.Change(
                    EvidenceFiles.Prereqs,
                    found =>
                    {
                        JsonArray checks = found["checks"]!.AsArray();
                        string all = string.Join(", ", checks.Select(check => (string)check!["id"]!));
                        found["checks"] = new JsonArray(checks[0]!.DeepClone());
                        found["checks"]![0]!["id"] = all;
                    }
                )
        ),
        ["a step complains and succeeds"] = (
            "build-log",
            run =>
                run.Put(
                        EvidenceFiles.CustomizationLog,
                        GoodRun
                            .Customization()
                            .ToString()
                            .Replace(
                                Out + "jumpbox: step hygiene",
                                Out + "jumpbox: step hygiene\n" + Out + "jumpbox: FAILED hygiene: host keys are left",
                                StringComparison.Ordinal
                            )
                    )
                    .List()
        ),
        ["a check in the image complains and succeeds"] = (
            "in-vm-checks",
            Validation(
                Out + "jumpbox: step sshd-effective",
                Out + "jumpbox: step sshd-effective\n" + Out + "jumpbox: FAILED sshd-effective: passwords are allowed"
            )
        ),
        ["a second list of packages replaces the first"] = (
            "licences",
            Validation(End, $"{Out}evil 1 amd64 dep5:AGPL-3\n{End}\n{Begin}\n{Bash}\n{End}")
        ),
        ["the list of packages is cut"] = ("licences", Validation(End + "\n", "")),
        ["a line of the list of packages has a cell too many"] = (
            "licences",
            Validation(Bash, $"{Bash}\n{Out}evil 1 amd64 dep5:AGPL-3 x")
        ),
        ["a line of the list of packages has a cell too few"] = ("licences", Validation(Bash, $"{Bash}\n{Out}evil 1")),
        ["a line of the list of packages is too long"] = (
            "licences",
            Validation(Bash, $"{Bash}\n{Out}evil 1 amd64 dep5:{new string('x', 9000)};AGPL-3")
        ),
        ["the record has no schema version"] = (
            "content-hash",
            run => run.Put(EvidenceFiles.Image, Without(run.Text(EvidenceFiles.Image), "schemaVersion"))
        ),
        ["the template has no schema version"] = (
            "one-run",
            run => run.Put(EvidenceFiles.Template, Without(run.Text(EvidenceFiles.Template), "schemaVersion"))
        ),
        ["the image is revoked, and the list of images does not say so"] = (
            "not-revoked",
            run =>
                run.Image = run.Image! with
                {
                    Tags = new Dictionary<string, string>(run.Image.Tags)
                    {
                        [TagNames.Revoked] = "2026-11-20T00:00:00Z",
                    },
                }
        ),
        ["no image of this content is listed"] = ("not-revoked", run => run.Relatives.Clear()),
    };

    public static TheoryData<string> Names => [.. Corpus.Keys];

    public static TheoryData<string, string> Lists =>
        new()
        {
            { EvidenceFiles.Image, "tools" },
            { EvidenceFiles.Image, "checks" },
            { EvidenceFiles.Image, "runOutputs" },
            { EvidenceFiles.Template, "customizers" },
            { EvidenceFiles.Prereqs, "checks" },
            { EvidenceFiles.LockCheck, "compared" },
            { EvidenceFiles.LockCheck, "findings" },
            { EvidenceFiles.Bill, "packages" },
            { EvidenceFiles.Provenance, "subject" },
        };

    [Theory]
    [MemberData(nameof(Names))]
    public void It_does_not_pass_although_it_is_signed(string name)
    {
        (string rule, Action<GoodRun> change) = Corpus[name];
        GoodRun run = new();
        change(run);

        Assert.Contains(rule, run.Failed().Split(' '));
    }

    [Theory]
    [MemberData(nameof(Lists))]
    public void A_list_with_nothing_as_an_item_fails_and_does_not_crash(string file, string list)
    {
        GoodRun run = new();
        JsonNode document = JsonNode.Parse(run.Text(file))!;
        document[list]!.AsArray().Add(null);
        run.Put(file, document.ToJsonString());
        if (file != EvidenceFiles.Provenance)
        {
            Forgery.List(run);
        }
        run.Sign();

        Assert.NotEqual("", run.Failed());
    }

    [Fact]
    public void An_age_without_a_limit_passes_and_the_verdict_says_so()
    {
        GoodRun run = new();
        run.Settings = run.Settings with { MaximumPackageAgeDays = 0, MaximumBaseImageAgeDays = 0 };

        RuleVerdict age = run.Judge().Rules.Single(rule => rule.Id == "maximum-age");

        Assert.True(age.Passed);
        Assert.Contains("gate.maximumPackageAgeDays is 0", age.Evidence, StringComparison.Ordinal);
        Assert.Contains("gate.maximumBaseImageAgeDays is 0", age.Evidence, StringComparison.Ordinal);
    }

    private static Action<GoodRun> Validation(string text, string other) =>
        run =>
        {
            string log = GoodRun.Validation().ToString();
            Assert.Contains(text, log, StringComparison.Ordinal);
            run.ChangeValidation(log.Replace(text, other, StringComparison.Ordinal));
        };

    // Gives the second item the name of both, as they are shown one after the other.
    private static void Merge(JsonNode list, string name, string? middle, string last)
    {
        JsonNode first = list[0]!;
        string shown = $"{first[name]} {(middle is null ? "True" : first[middle])} {first[last]}";
        list[1]![name] = $"{shown}, {list[1]![name]}";
        list.AsArray().RemoveAt(0);
    }

    private static string Without(string json, string member)
    {
        JsonObject document = JsonNode.Parse(json)!.AsObject();
        Assert.True(document.Remove(member));
        return document.ToJsonString();
    }
}
