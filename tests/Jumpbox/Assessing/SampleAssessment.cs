using System.Text;
using Jumpbox.Evidence.Assessing;
using Jumpbox.Settings;

namespace Jumpbox.Tests.Assessing;

/// <summary>An assessment in which three of four applicable rules passed.</summary>
internal static class SampleAssessment
{
    public static Assessment Of(string customizer)
    {
        using MemoryStream results = new(
            Encoding.UTF8.GetBytes(
                XccdfText.Of([("a", "pass"), ("b", "pass"), ("c", "pass"), ("package_aide_installed", "fail")])
            )
        );
        return OpenScapReading.Read(
            new AssessedSubject(
                "Ubuntu 24.04.5 LTS (noble)",
                HardeningProfile.CisL1,
                new Dictionary<string, string>(),
                AssessedSubject.Digest(customizer)
            ),
            ("ds.xml", new string('b', 64)),
            new AssessorEnd(2, ""),
            results,
            DateTimeOffset.UnixEpoch
        );
    }
}
