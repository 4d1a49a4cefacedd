# language: de
Funktionalität: Das Amt

  Szenario: Ein Schreibtisch
    Angenommen einen Schreibtisch
