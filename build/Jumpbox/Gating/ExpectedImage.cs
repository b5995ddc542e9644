using Jumpbox.Templates;

namespace Jumpbox.Gating;

/// <summary>The image that this checkout and these settings give.</summary>
/// <param name="Template">What Template would deploy now.</param>
/// <param name="Customizer">The steps as <c>customizer.json</c> holds them.</param>
/// <param name="Owner">The value of the tag that says whose an image is.</param>
public sealed record ExpectedImage(TemplateRecord Template, string Customizer, string Owner);
