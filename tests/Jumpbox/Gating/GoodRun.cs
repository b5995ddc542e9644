using System.Text;
using System.Text.Json.Nodes;
using Jumpbox.Evidence;
using Jumpbox.Gating;
using Jumpbox.Provenance;
using Jumpbox.Settings;
using Jumpbox.Tests.Evidence;
using Jumpbox.Tools;

namespace Jumpbox.Tests.Gating;

/// <summary>The evidence of a run that passes every rule, for tests that spoil one thing.</summary>
internal sealed class GoodRun
{
    public static readonly DateTimeOffset Now = SampleRecord.Finished.AddDays(2);
    private static readonly ToolLock Lock = Pins.Load(Repository.Root).Lock;

    private readonly SortedDictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    public GoodRun(ImageRecord? record = null)
    {
        Record = record ?? SampleRecord.Good;
        Put(EvidenceFiles.Image, Record.ToJson());
        Put(
            EvidenceFiles.Template,
            $$"""{"contentHash":"{{Record.ContentHash}}","templateId":"{{Record.TemplateId}}","lockDigest":"{{Record.LockDigest}}"}"""
        );
        Put(EvidenceFiles.Customizer, "{}");
        Put(
            EvidenceFiles.Prereqs,
            $$"""{"cloud":"{{Record.Cloud}}","passed":true,"skipped":{},"checks":[{"id":"subnet-exists","status":"pass"}]}"""
        );
        Put(
            EvidenceFiles.LockCheck,
            $$"""{"lockDigest":"{{Record.LockDigest}}","checkedAt":"2026-11-19T08:00:00Z","passed":true,"offline":false,"findings":[]}"""
        );
        Put(
            EvidenceFiles.Bill,
            """
            {"packages":[
              {"name":"helm","versionInfo":"4.3.0","licenseConcluded":"NOASSERTION","licenseDeclared":"Apache-2.0"},
              {"name":"kubectl","versionInfo":"1.36.4","licenseConcluded":"NOASSERTION","licenseDeclared":"Apache-2.0"}
            ]}
            """
        );
        Put(EvidenceFiles.CustomizationLog, new BuildLog().Begins("hygiene").Ends().ToString());
        Put(EvidenceFiles.ValidationLog, Validation().ToString());
        List();
    }

    public IReadOnlyDictionary<string, byte[]> Files => _files;

    public ImageRecord Record { get; private set; }

    public GateSettings Settings { get; set; } =
        new(14, 30, ["Canonical/*/server"], ["AGPL-3.0-only"], AllowSkips: true);

    public string? ExpectedHash { get; set; } = SampleRecord.ContentHash;

    public static BuildLog Validation() =>
        new BuildLog()
            .Begins("tool-versions")
            .Says("jumpbox: helm 4.3.0")
            .Says("jumpbox: kubectl 1.36.4")
            .Ends()
            .Begins("sshd-effective")
            .Ends()
            .Begins("hygiene")
            .Ends()
            .Begins("package-list")
            .Ends();

    public string Text(string name) => Encoding.UTF8.GetString(_files[name]);

    public byte[] Bytes(string name) => _files[name];

    /// <summary>Puts a file and leaves the provenance as it is.</summary>
    public GoodRun Put(string name, string text)
    {
        _files[name] = Encoding.UTF8.GetBytes(text);
        return this;
    }

    public GoodRun Remove(string name)
    {
        _ = _files.Remove(name);
        return this;
    }

    /// <summary>Changes a JSON file and lists it anew, as an honest run with that content would.</summary>
    public GoodRun Change(string name, Action<JsonObject> change)
    {
        JsonObject document = JsonNode.Parse(Text(name))!.AsObject();
        change(document);
        return Put(name, document.ToJsonString()).List();
    }

    public GoodRun List()
    {
        Record = ImageRecord.Parse(Text(EvidenceFiles.Image));
        return Put(
            EvidenceFiles.Provenance,
            ProvenanceMaker
                .Make(
                    Record,
                    Lock,
                    EvidenceFiles.Digests(_files),
                    new BuilderIdentity("https://ci.example/jumpbox", "run-7", "https://git.example/jumpbox")
                )
                .ToJson()
        );
    }

    public GateVerdict Judge() =>
        GateVerdict.Of(new GateEvidence(_files, ExpectedHash, SampleRecord.LockDigest), Settings, Now);

    /// <summary>The rules that failed.</summary>
    public string Failed() => string.Join(' ', Judge().Rules.Where(rule => !rule.Passed).Select(rule => rule.Id));
}
