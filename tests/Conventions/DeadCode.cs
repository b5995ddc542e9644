namespace Conventions.Tests;

/// <summary>Nothing is compiled that only tests use, or nobody: each method, property and type is referenced by the product.</summary>
public sealed class DeadCode
{
    // An addin offers what other builds may call.
    private static readonly string[] Judged =
    [
        .. Compiled.Projects.Where(project => !project.StartsWith("Cake.", StringComparison.Ordinal)),
    ];

    // What is used in a way that compiled code does not show, or is there for tests on purpose. Each with its reason.
    private static readonly Dictionary<string, string> Exceptions = new()
    {
        ["Jumpbox.Azure.SignIn.CredentialException.Missing"] = "the parts of the message, for tests",
        ["Jumpbox.Evidence.EvidenceFiles.Published"] = "the list that the CI definitions are held to",
        ["Jumpbox.Evidence.Report.ReportModel.FailingLines"] = "read by report.md.liquid",
        ["Jumpbox.Customizer.HardeningGuide"] = "writes docs/hardening.md",
        ["Jumpbox.Explaining.FailureGuide.Render"] = "writes docs/failures/README.md",
        ["Jumpbox.Settings.SettingsGuide"] = "writes docs/settings.md",
        ["Jumpbox.Settings.SettingsSchema"] = "writes jumpbox.schema.json",
        ["Jumpbox.Tools.PinException.Problems"] = "the parts of the message, for tests",
        ["Jumpbox.Signing.Dsse.DsseEnvelope.Parse"] = "reads an envelope alone, for tests",
        ["Jumpbox.Signing.InToto.SummaryExpectation"] = "for those who verify a signed verdict; tests do",
        ["LocalAzure.Faults.FaultPlan.End"] = "ends the trouble that a test makes",
        ["LocalAzure.Faults.FaultPlan.Hits"] = "tells a test whether its trouble happened",
        ["LocalAzure.LocalAzureServer.Requests"] = "shows a test what was asked",
        ["LocalAzure.LocalAzureServer.Snapshot"] = "shows a test what the cloud holds",
        ["LocalAzure.TemplateLanguage.Planning.Prediction.Outputs"] = "compares the outputs with Bicep's",
        ["LocalAzure.TemplateLanguage.Functions.FunctionTable.Names"] = "compares the functions with Bicep's",
    };

    private static readonly CompiledCode Code = CompiledCode.Read(Compiled.Projects);

    [Fact]
    public void No_type_is_without_a_reference() => Assert.Empty(Unexcused(Code.UnusedTypes(Judged)));

    [Fact]
    public void No_method_or_property_is_without_a_reference() => Assert.Empty(Unexcused(Code.UnusedMembers(Judged)));

    [Fact]
    public void Each_exception_is_needed() =>
        Assert.Empty(Exceptions.Keys.Except(Code.UnusedTypes(Judged).Concat(Code.UnusedMembers(Judged))));

    private static IEnumerable<string> Unexcused(IEnumerable<string> unused) =>
        unused.Where(name =>
            !Exceptions.ContainsKey(name)
            && !Exceptions.Keys.Any(type => name.StartsWith($"{type}.", StringComparison.Ordinal))
        );
}
