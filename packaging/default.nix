# Nix: callPackage ./packaging { }. Not run yet: there was no Nix at hand.
{ rustPlatform, installShellFiles, lib }:

rustPlatform.buildRustPackage {
  pname = "supple";
  version = (lib.importTOML ../Cargo.toml).package.version;
  src = lib.cleanSource ../.;
  cargoLock.lockFile = ../Cargo.lock;
  # Its tests ask for a terminal and a home of their own.
  doCheck = false;
  nativeBuildInputs = [ installShellFiles ];
  postInstall = ''
    $out/bin/supple manual --dir $out/share/man/man1
    installShellCompletion --cmd supple \
      --bash <($out/bin/supple completions bash) \
      --zsh <($out/bin/supple completions zsh) \
      --fish <($out/bin/supple completions fish)
  '';
  meta = {
    description = "Pain diary and home-exercise programme for the terminal";
    license = with lib.licenses; [ mit asl20 ofl ];
    mainProgram = "supple";
  };
}
