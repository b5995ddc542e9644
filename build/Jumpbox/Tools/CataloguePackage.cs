using Jumpbox.Settings;

namespace Jumpbox.Tools;

/// <summary>A package of Ubuntu's archive in a bundle of the catalogue.</summary>
/// <param name="Name">Its name, which Ubuntu 22.04 and 24.04 share.</param>
/// <param name="Bundle">The first bundle that has it.</param>
/// <param name="Description">What it is for, in one line.</param>
public sealed record CataloguePackage(string Name, ToolBundle Bundle, string Description);
